//! Everything one may be allowed: department × action. Roles are rows of (permission, scope).

tenon_db::code_enum! {
    /// What a route, a column or an action needs. `Public` and `Own` need no role: nobody is signed in, or anybody is.
    pub enum Permission {
        Public = "public",
        Own = "own",
        CompanyRead = "company.read",
        CompanyEdit = "company.edit",
        UserRead = "user.read",
        UserEdit = "user.edit",
        AuditRead = "audit.read",
        ImportRun = "import.run",
        CheckRead = "check.read",
        PartyRead = "party.read",
        PartyEdit = "party.edit",
        PartyMerge = "party.merge",
        CreditEdit = "credit.edit",
        EmployeeRead = "employee.read",
        EmployeeEdit = "employee.edit",
        ProductRead = "product.read",
        ProductEdit = "product.edit",
        PriceRead = "price.read",
        PriceEdit = "price.edit",
        CostRead = "cost.read",
        MarginRead = "margin.read",
        LedgerRead = "ledger.read",
        LedgerPost = "ledger.post",
        AccountEdit = "account.edit",
        PeriodClose = "period.close",
        StockRead = "stock.read",
        StockMove = "stock.move",
        WarehouseEdit = "warehouse.edit",
        InvoiceRead = "invoice.read",
        InvoiceEdit = "invoice.edit",
        InvoicePost = "invoice.post",
        PaymentRead = "payment.read",
        PaymentPost = "payment.post",
        QuotationRead = "quotation.read",
        QuotationEdit = "quotation.edit",
        SalesOrderRead = "sales-order.read",
        SalesOrderEdit = "sales-order.edit",
        SalesOrderConfirm = "sales-order.confirm",
        CreditRelease = "credit.release",
        DeliveryRead = "delivery.read",
        DeliveryShip = "delivery.ship",
    }
}

crate::input_from_str!(Permission, Scope);

impl Permission {
    /// The message that names it: `permission-sales-order-read`.
    pub fn message_key(self) -> String {
        format!("permission-{}", self.code().replace('.', "-"))
    }

    /// Needs no role.
    pub fn is_free(self) -> bool {
        matches!(self, Permission::Public | Permission::Own)
    }
}

tenon_db::code_enum! {
    /// How far a permission reaches: records one owns, one's team's, the company's, or those of all companies.
    pub enum Scope {
        Own = "own",
        Team = "team",
        Company = "company",
        All = "all",
    }
}
