"""What people type and click: thin functions, one a verb, a button or a form; rules are crm's, words templates'."""
