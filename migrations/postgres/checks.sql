-- Laws 1 and 6 on PostgreSQL. Remade by the migration runner whenever this text changes.
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% rows are never changed', TG_TABLE_NAME; END $$;
CREATE OR REPLACE FUNCTION check_posting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE difference BIGINT; line_count BIGINT;
BEGIN
  IF OLD.state <> 'building' OR NEW.state <> 'posted' THEN RAISE EXCEPTION 'a posted journal entry is never changed'; END IF;
  IF OLD.company_id <> NEW.company_id OR OLD.posting_date <> NEW.posting_date OR OLD.number <> NEW.number THEN
    RAISE EXCEPTION 'a journal entry is posted as it was built'; END IF;
  SELECT COALESCE(SUM(debit - credit), 0), COUNT(*) INTO difference, line_count FROM journal_entry_line WHERE journal_entry_id = NEW.id;
  IF difference <> 0 OR line_count < 2 THEN RAISE EXCEPTION 'an unbalanced journal entry cannot be posted'; END IF;
  IF NOT EXISTS (SELECT 1 FROM fiscal_period WHERE id = NEW.fiscal_period_id AND company_id = NEW.company_id AND state = 'open'
                 AND NEW.posting_date BETWEEN start_date AND end_date) THEN RAISE EXCEPTION 'the fiscal period is closed'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION check_entry_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF NEW.state <> 'building' THEN RAISE EXCEPTION 'a journal entry is posted by its own statement'; END IF; RETURN NEW; END $$;
-- An entry and its lines come with one statement, in which a line may not see its entry yet: none is no refusal.
CREATE OR REPLACE FUNCTION check_line_birth() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM journal_entry WHERE id = NEW.journal_entry_id) <> 'building' THEN RAISE EXCEPTION 'a posted journal entry takes no further line'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION check_invoice_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'draft' THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'posted invoices are never removed'; END IF;
  IF OLD.number <> NEW.number OR OLD.total_amount <> NEW.total_amount OR OLD.net_amount <> NEW.net_amount OR OLD.tax_amount <> NEW.tax_amount
     OR OLD.invoice_date <> NEW.invoice_date OR OLD.currency <> NEW.currency OR NEW.state = 'draft'
     OR (OLD.party_id <> NEW.party_id AND NOT EXISTS (SELECT 1 FROM party WHERE id = OLD.party_id AND merged_into = NEW.party_id)) THEN
    RAISE EXCEPTION 'a posted invoice is never changed'; END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION check_invoice_line_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM customer_invoice WHERE id = OLD.customer_invoice_id) <> 'draft' THEN RAISE EXCEPTION 'lines of a posted invoice are never changed'; END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
DROP TRIGGER IF EXISTS journal_entry_posting ON journal_entry;
CREATE TRIGGER journal_entry_posting BEFORE UPDATE ON journal_entry FOR EACH ROW EXECUTE FUNCTION check_posting();
DROP TRIGGER IF EXISTS journal_entry_born ON journal_entry;
CREATE TRIGGER journal_entry_born BEFORE INSERT ON journal_entry FOR EACH ROW EXECUTE FUNCTION check_entry_birth();
DROP TRIGGER IF EXISTS journal_entry_no_delete ON journal_entry;
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP TRIGGER IF EXISTS journal_entry_line_born ON journal_entry_line;
CREATE TRIGGER journal_entry_line_born BEFORE INSERT ON journal_entry_line FOR EACH ROW EXECUTE FUNCTION check_line_birth();
DROP TRIGGER IF EXISTS customer_invoice_posted ON customer_invoice;
CREATE TRIGGER customer_invoice_posted BEFORE UPDATE OR DELETE ON customer_invoice FOR EACH ROW EXECUTE FUNCTION check_invoice_change();
DROP TRIGGER IF EXISTS customer_invoice_line_fixed ON customer_invoice_line;
CREATE TRIGGER customer_invoice_line_fixed BEFORE UPDATE OR DELETE ON customer_invoice_line FOR EACH ROW EXECUTE FUNCTION check_invoice_line_change();
DROP TRIGGER IF EXISTS customer_invoice_tax_fixed ON customer_invoice_tax;
CREATE TRIGGER customer_invoice_tax_fixed BEFORE UPDATE OR DELETE ON customer_invoice_tax FOR EACH ROW EXECUTE FUNCTION check_invoice_line_change();
