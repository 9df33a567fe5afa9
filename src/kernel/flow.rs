//! States of documents as data: which action leads from where to where, and what it needs. The work stays a function.
use crate::kernel::error::Error;
use crate::kernel::error::Message;
use crate::kernel::error::Result;
use crate::permission::Permission;

/// One way from a state to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step<S: 'static> {
    /// Last word of its address: `POST …/{id}/confirm`; the button is the message `action-confirm`.
    pub action: &'static str,
    pub icon: &'static str,
    pub from: &'static [S],
    pub to: S,
    pub needs: Permission,
}

/// All steps of one kind of document, the usual next one first.
pub struct Flow<S: 'static>(pub &'static [Step<S>]);

impl<S: Copy + PartialEq + 'static> Flow<S> {
    /// The state an action leads to, or a refusal.
    pub fn next(&self, state: S, action: &'static str) -> Result<S> {
        let step = self
            .0
            .iter()
            .find(|step| step.action == action && step.from.contains(&state));
        step.map(|step| step.to)
            .ok_or_else(|| Error::Refused(Message::new("not-in-this-state")))
    }

    /// What can be done from a state.
    pub fn steps(&self, state: S) -> impl Iterator<Item = &'static Step<S>> {
        let steps: &'static [Step<S>] = self.0;
        steps.iter().filter(move |step| step.from.contains(&state))
    }
}
