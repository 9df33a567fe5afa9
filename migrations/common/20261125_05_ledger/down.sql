DROP TABLE allocation;
DROP TABLE open_item;
DROP TABLE account_day_balance;
DROP TABLE account_balance;
DROP TABLE journal_entry_line;
DROP TABLE journal_entry;
