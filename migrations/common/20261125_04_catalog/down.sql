DROP TABLE price_list_item;
DROP TABLE unit_conversion;
DROP TABLE product;
DROP TABLE category_account;
DROP TABLE product_category;
DROP TABLE unit;
