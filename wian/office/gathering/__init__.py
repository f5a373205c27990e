"""What an office does with the answers of those below it: correct, report, stamp a report."""
