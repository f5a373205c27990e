"""The pages of a manager: all directives of an office, and each as a tree down to the last one."""
