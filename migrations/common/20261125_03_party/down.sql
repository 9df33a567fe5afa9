DROP TABLE employee;
DROP TABLE carrier;
DROP TABLE party_terms;
DROP TABLE price_list;
DROP TABLE party_bank_account;
DROP TABLE contact;
DROP TABLE party_address;
DROP TABLE party;
