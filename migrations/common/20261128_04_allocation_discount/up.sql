-- What of an allocation was a discount for paying early: whoever offers the next one knows what the invoice has had. (Of allocations before this it was not noted.)
ALTER TABLE allocation ADD COLUMN discount_amount BIGINT NOT NULL DEFAULT 0;
