//! Laws of the ledger: entries balance, kept balances are the sums of lines, open items are their accounts.
use super::Law;
use crate::setup::check::Unit;

pub(super) const LAWS: &[Law] = &[
    Law {
        key: "entries-balance",
        unit: Unit::Money,
        rows: "SELECT l.company_id AS company_id, e.number AS what, l.debit AS figure, l.credit AS counterpart \
               FROM journal_entry_line l JOIN journal_entry e ON e.id = l.journal_entry_id",
    },
    Law {
        key: "entries-total",
        unit: Unit::Money,
        rows: "SELECT e.company_id AS company_id, e.number || ' ' || CAST(e.posting_date AS TEXT) AS what, \
                 e.total_amount AS figure, 0 AS counterpart FROM journal_entry e \
               UNION ALL SELECT l.company_id, e.number || ' ' || CAST(l.posting_date AS TEXT), 0, l.debit \
               FROM journal_entry_line l JOIN journal_entry e ON e.id = l.journal_entry_id",
    },
    Law {
        key: "entries-posted",
        unit: Unit::Count,
        rows: "SELECT e.company_id AS company_id, e.number AS what, 1 AS figure, \
                 CASE WHEN e.state = 'posted' AND p.company_id = e.company_id \
                   AND e.posting_date BETWEEN p.start_date AND p.end_date THEN 1 ELSE 0 END AS counterpart \
               FROM journal_entry e JOIN fiscal_period p ON p.id = e.fiscal_period_id",
    },
    Law {
        key: "balances-by-period",
        unit: Unit::Money,
        rows: "SELECT b.company_id AS company_id, a.code || ' ' || p.name || ' Dr' AS what, b.debit AS figure, \
                 0 AS counterpart \
               FROM account_balance b JOIN account a ON a.id = b.account_id JOIN fiscal_period p ON p.id = b.fiscal_period_id \
               UNION ALL SELECT b.company_id, a.code || ' ' || p.name || ' Cr', b.credit, 0 \
               FROM account_balance b JOIN account a ON a.id = b.account_id JOIN fiscal_period p ON p.id = b.fiscal_period_id \
               UNION ALL SELECT l.company_id, a.code || ' ' || p.name || ' Dr', 0, l.debit \
               FROM journal_entry_line l JOIN journal_entry e ON e.id = l.journal_entry_id JOIN account a ON a.id = l.account_id \
                 JOIN fiscal_period p ON p.id = e.fiscal_period_id \
               UNION ALL SELECT l.company_id, a.code || ' ' || p.name || ' Cr', 0, l.credit \
               FROM journal_entry_line l JOIN journal_entry e ON e.id = l.journal_entry_id JOIN account a ON a.id = l.account_id \
                 JOIN fiscal_period p ON p.id = e.fiscal_period_id",
    },
    Law {
        key: "balances-by-day",
        unit: Unit::Money,
        rows: "SELECT b.company_id AS company_id, a.code || ' ' || CAST(b.posting_date AS TEXT) || ' Dr' AS what, \
                 b.debit AS figure, 0 AS counterpart FROM account_day_balance b JOIN account a ON a.id = b.account_id \
               UNION ALL SELECT b.company_id, a.code || ' ' || CAST(b.posting_date AS TEXT) || ' Cr', b.credit, 0 \
               FROM account_day_balance b JOIN account a ON a.id = b.account_id \
               UNION ALL SELECT l.company_id, a.code || ' ' || CAST(l.posting_date AS TEXT) || ' Dr', 0, l.debit \
               FROM journal_entry_line l JOIN account a ON a.id = l.account_id \
               UNION ALL SELECT l.company_id, a.code || ' ' || CAST(l.posting_date AS TEXT) || ' Cr', 0, l.credit \
               FROM journal_entry_line l JOIN account a ON a.id = l.account_id",
    },
    // An allocation takes off the debit item what it stands for in the books, and off the credit item likewise; where the
    // two differ, the difference was posted on its day.
    Law {
        key: "open-items",
        unit: Unit::Money,
        rows: "SELECT o.company_id AS company_id, a.code || ' ' || CAST(o.posting_date AS TEXT) AS what, \
                 o.base_amount AS figure, 0 AS counterpart FROM open_item o JOIN account a ON a.id = o.account_id \
               UNION ALL SELECT t.company_id, a.code || ' ' || CAST(t.allocation_date AS TEXT), -t.debit_base_amount, 0 \
               FROM allocation t JOIN open_item o ON o.id = t.debit_item_id JOIN account a ON a.id = o.account_id \
               UNION ALL SELECT t.company_id, a.code || ' ' || CAST(t.allocation_date AS TEXT), t.credit_base_amount, 0 \
               FROM allocation t JOIN open_item o ON o.id = t.credit_item_id JOIN account a ON a.id = o.account_id \
               UNION ALL SELECT l.company_id, a.code || ' ' || CAST(l.posting_date AS TEXT), 0, l.debit - l.credit \
               FROM journal_entry_line l JOIN account a ON a.id = l.account_id AND a.control IN ('receivable', 'payable')",
    },
    Law {
        key: "open-amounts",
        unit: Unit::Money,
        rows: "SELECT o.company_id AS company_id, o.document_number || ' ' || CAST(o.id AS TEXT) AS what, \
                 o.open_amount AS figure, o.amount AS counterpart FROM open_item o \
               UNION ALL SELECT t.company_id, o.document_number || ' ' || CAST(o.id AS TEXT), 0, -t.amount \
               FROM allocation t JOIN open_item o ON o.id = t.debit_item_id \
               UNION ALL SELECT t.company_id, o.document_number || ' ' || CAST(o.id AS TEXT), 0, t.amount \
               FROM allocation t JOIN open_item o ON o.id = t.credit_item_id",
    },
    Law {
        key: "open-base-amounts",
        unit: Unit::Money,
        rows: "SELECT o.company_id AS company_id, o.document_number || ' ' || CAST(o.id AS TEXT) AS what, \
                 o.open_base_amount AS figure, o.base_amount AS counterpart FROM open_item o \
               UNION ALL SELECT t.company_id, o.document_number || ' ' || CAST(o.id AS TEXT), 0, -t.debit_base_amount \
               FROM allocation t JOIN open_item o ON o.id = t.debit_item_id \
               UNION ALL SELECT t.company_id, o.document_number || ' ' || CAST(o.id AS TEXT), 0, t.credit_base_amount \
               FROM allocation t JOIN open_item o ON o.id = t.credit_item_id",
    },
    Law {
        key: "settled-items",
        unit: Unit::Count,
        rows: "SELECT o.company_id AS company_id, o.document_number || ' ' || CAST(o.id AS TEXT) AS what, \
                 CASE WHEN o.open_amount = 0 THEN 1 ELSE 0 END AS figure, \
                 CASE WHEN o.settled_date IS NULL THEN 0 ELSE 1 END AS counterpart FROM open_item o",
    },
];
