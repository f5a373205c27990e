"use strict"; // No search.
