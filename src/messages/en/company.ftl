# Signing in, one's own page, companies, users and roles, search, notifications, audit.

## Signing in
sign-in = Sign in
sign-in-title = Sign in
sign-in-demo = This is the demo. Sign in as one of the people below; each has a role of its own.
sign-in-wrong = E-mail and password do not match. Check both, or ask an administrator for a reset link.
sign-in-code-title = Second step
sign-in-code-text = Your account is protected by a second factor.
sign-in-code-hint = The six digits your authenticator app shows now, or one of your recovery codes.
sign-in-code-wrong = This code is not valid now. Wait for the next one in your app, or use an unused recovery code.
sign-in-as-another = Sign in as somebody else

## Home
home-no-role = No role yet
home-no-role-text = Your account holds no role, so there is nothing to open. Ask an administrator to give you one.
