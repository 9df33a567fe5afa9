ALTER TABLE allocation DROP COLUMN discount_amount;
