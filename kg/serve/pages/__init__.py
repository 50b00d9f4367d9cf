"""The explorer: pages that are read without JavaScript, one module a page or a family of pages."""
