-- Laws 1 and 6 on SQLite. Remade by the migration runner whenever this text changes.
DROP TRIGGER IF EXISTS journal_entry_posting;
CREATE TRIGGER journal_entry_posting BEFORE UPDATE ON journal_entry BEGIN
  SELECT RAISE(ABORT, 'a posted journal entry is never changed') WHERE OLD.state <> 'building' OR NEW.state <> 'posted';
  SELECT RAISE(ABORT, 'a journal entry is posted as it was built') WHERE OLD.company_id <> NEW.company_id OR OLD.posting_date <> NEW.posting_date OR OLD.number <> NEW.number;
  SELECT RAISE(ABORT, 'an unbalanced journal entry cannot be posted')
    WHERE (SELECT COALESCE(SUM(debit), 0) - COALESCE(SUM(credit), 0) FROM journal_entry_line WHERE journal_entry_id = NEW.id) <> 0
       OR (SELECT COUNT(*) FROM journal_entry_line WHERE journal_entry_id = NEW.id) < 2;
  SELECT RAISE(ABORT, 'the fiscal period is closed')
    WHERE NOT EXISTS (SELECT 1 FROM fiscal_period WHERE id = NEW.fiscal_period_id AND company_id = NEW.company_id AND state = 'open'
                      AND NEW.posting_date BETWEEN start_date AND end_date);
END;
DROP TRIGGER IF EXISTS journal_entry_born;
CREATE TRIGGER journal_entry_born BEFORE INSERT ON journal_entry BEGIN
  SELECT RAISE(ABORT, 'a journal entry is posted by its own statement') WHERE NEW.state <> 'building';
END;
DROP TRIGGER IF EXISTS journal_entry_no_delete;
CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'journal entries are never removed'); END;
DROP TRIGGER IF EXISTS journal_entry_line_born;
CREATE TRIGGER journal_entry_line_born BEFORE INSERT ON journal_entry_line BEGIN
  SELECT RAISE(ABORT, 'a posted journal entry takes no further line') WHERE (SELECT state FROM journal_entry WHERE id = NEW.journal_entry_id) <> 'building';
END;
DROP TRIGGER IF EXISTS customer_invoice_posted;
CREATE TRIGGER customer_invoice_posted BEFORE UPDATE ON customer_invoice WHEN OLD.state <> 'draft' BEGIN
  SELECT RAISE(ABORT, 'a posted invoice is never changed') WHERE OLD.number <> NEW.number OR OLD.total_amount <> NEW.total_amount
    OR OLD.net_amount <> NEW.net_amount OR OLD.tax_amount <> NEW.tax_amount OR OLD.invoice_date <> NEW.invoice_date
    OR (OLD.party_id <> NEW.party_id AND NOT EXISTS (SELECT 1 FROM party WHERE id = OLD.party_id AND merged_into = NEW.party_id))
    OR OLD.currency <> NEW.currency OR NEW.state = 'draft';
END;
DROP TRIGGER IF EXISTS customer_invoice_no_delete;
CREATE TRIGGER customer_invoice_no_delete BEFORE DELETE ON customer_invoice WHEN OLD.state <> 'draft' BEGIN SELECT RAISE(ABORT, 'posted invoices are never removed'); END;
DROP TRIGGER IF EXISTS customer_invoice_line_fixed;
CREATE TRIGGER customer_invoice_line_fixed BEFORE UPDATE ON customer_invoice_line BEGIN
  SELECT RAISE(ABORT, 'lines of a posted invoice are never changed') WHERE (SELECT state FROM customer_invoice WHERE id = OLD.customer_invoice_id) <> 'draft';
END;
DROP TRIGGER IF EXISTS customer_invoice_line_kept;
CREATE TRIGGER customer_invoice_line_kept BEFORE DELETE ON customer_invoice_line BEGIN
  SELECT RAISE(ABORT, 'lines of a posted invoice are never removed') WHERE (SELECT state FROM customer_invoice WHERE id = OLD.customer_invoice_id) <> 'draft';
END;
DROP TRIGGER IF EXISTS customer_invoice_tax_fixed;
CREATE TRIGGER customer_invoice_tax_fixed BEFORE UPDATE ON customer_invoice_tax BEGIN
  SELECT RAISE(ABORT, 'taxes of a posted invoice are never changed') WHERE (SELECT state FROM customer_invoice WHERE id = OLD.customer_invoice_id) <> 'draft';
END;
DROP TRIGGER IF EXISTS customer_invoice_tax_kept;
CREATE TRIGGER customer_invoice_tax_kept BEFORE DELETE ON customer_invoice_tax BEGIN
  SELECT RAISE(ABORT, 'taxes of a posted invoice are never removed') WHERE (SELECT state FROM customer_invoice WHERE id = OLD.customer_invoice_id) <> 'draft';
END;
