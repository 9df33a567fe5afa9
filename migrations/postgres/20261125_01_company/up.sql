-- The beginning of a word is a range of tokens in the order of bytes, whatever language the server sorts by.
ALTER TABLE search_token ALTER COLUMN token TYPE TEXT COLLATE "C";
