DROP TABLE delivery_line;
DROP TABLE delivery;
DROP TABLE sales_order_line_progress;
DROP TABLE sales_order_line;
DROP TABLE sales_order;
DROP TABLE quotation_line;
DROP TABLE quotation;
