//! Charts of accounts that a company can start with. Each is a file whose head names its source and its licence.
pub mod ops;

use crate::kernel::error::Error;
use crate::kernel::error::Result;
use crate::kernel::message::Language;
use crate::ledger::account::AccountKind;
use crate::ledger::account::AccountRole;
use crate::ledger::account::Control;

/// A chart as it is offered.
#[derive(Debug, Clone, Copy)]
pub struct Chart {
    pub code: &'static str,
    /// Message key of its name.
    pub label: &'static str,
    text: &'static str,
}

/// Every chart there is.
pub const CHARTS: &[Chart] = &[
    Chart {
        code: "ifrs",
        label: "chart-ifrs",
        text: include_str!("../charts/ifrs.csv"),
    },
    Chart {
        code: "cn",
        label: "chart-cn",
        text: include_str!("../charts/cn.csv"),
    },
];

/// One account of a chart.
#[derive(Debug, Clone)]
pub struct ChartAccount {
    pub code: String,
    /// In simplified characters, with the terms of mainland China.
    pub name_zh_hans: String,
    /// In traditional characters, with the terms of Taiwan where the chart is not the mainland's own.
    pub name_zh_hant: String,
    pub name_en: String,
    pub kind: AccountKind,
    pub control: Control,
    pub roles: Vec<AccountRole>,
}

impl ChartAccount {
    /// Its name as a company of the language calls it.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::SimplifiedChinese => &self.name_zh_hans,
            Language::TraditionalChinese => &self.name_zh_hant,
            Language::English | Language::Pseudo => &self.name_en,
        }
    }
}

/// The chart with this code.
pub fn find(code: &str) -> Option<&'static Chart> {
    CHARTS.iter().find(|chart| chart.code == code)
}

impl Chart {
    /// Where it comes from: the lines at the head of its file.
    pub fn source(&self) -> String {
        let lines = self.text.lines().map_while(|line| line.strip_prefix('#'));
        lines.map(str::trim).collect::<Vec<_>>().join(" ")
    }

    pub fn accounts(&self) -> Result<Vec<ChartAccount>> {
        let mut reader = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(self.text.as_bytes());
        let broken = |what: &str| Error::internal(format!("chart {}: {what}", self.code));
        let mut accounts = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|error| broken(&error.to_string()))?;
            let cell = |place: usize| record.get(place).unwrap_or_default().to_owned();
            let roles: std::result::Result<Vec<AccountRole>, _> = cell(6).split_whitespace().map(str::parse).collect();
            accounts.push(ChartAccount {
                code: cell(0),
                name_zh_hans: cell(1),
                name_zh_hant: cell(2),
                name_en: cell(3),
                kind: cell(4).parse().map_err(|_| broken(&cell(4)))?,
                control: cell(5).parse().map_err(|_| broken(&cell(5)))?,
                roles: roles.map_err(|_| broken(&cell(6)))?,
            });
        }
        Ok(accounts)
    }
}

#[cfg(test)]
mod tests {
    use super::CHARTS;
    use crate::ledger::account::AccountRole;
    use std::collections::BTreeSet;

    #[test]
    fn every_chart_names_its_source_and_has_each_role_once() {
        for chart in CHARTS {
            assert!(chart.source().len() > 80, "{} names no source", chart.code);
            let accounts = chart.accounts().unwrap_or_default();
            let codes: BTreeSet<&str> = accounts.iter().map(|account| account.code.as_str()).collect();
            assert_eq!(codes.len(), accounts.len(), "{} has a code twice", chart.code);
            let mut roles: Vec<AccountRole> = accounts.iter().flat_map(|account| account.roles.clone()).collect();
            roles.sort_unstable();
            assert_eq!(roles, AccountRole::ALL, "{} lacks a role or has it twice", chart.code);
        }
    }
}
