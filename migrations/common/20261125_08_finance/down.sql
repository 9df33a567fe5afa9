DROP TABLE payment;
DROP TABLE customer_invoice_tax;
DROP TABLE customer_invoice_line;
DROP TABLE customer_invoice;
