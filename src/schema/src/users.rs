//! Who may sign in, by what, and what he may do there.

diesel::table! {
    team (id) {
        id -> BigInt,
        company_id -> BigInt,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    app_user (id) {
        id -> BigInt,
        email -> Text,
        name -> Text,
        search_text -> Text,
        kind -> Text,
        password_hash -> Text,
        language -> Text,
        time_zone -> Text,
        number_format -> Text,
        team_id -> Nullable<BigInt>,
        default_company_id -> Nullable<BigInt>,
        totp_secret -> Text,
        totp_is_active -> Bool,
        totp_last_step -> BigInt,
        single_keys -> Bool,
        is_active -> Bool,
        version -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    role (id) {
        id -> BigInt,
        code -> Text,
        name -> Text,
        is_active -> Bool,
        version -> Integer,
    }
}

diesel::table! {
    role_permission (role_id, permission) {
        role_id -> BigInt,
        permission -> Text,
        scope -> Text,
    }
}

diesel::table! {
    user_role (id) {
        id -> BigInt,
        user_id -> BigInt,
        role_id -> BigInt,
        company_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    session (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Text,
        form_token -> Text,
        company_id -> Nullable<BigInt>,
        awaits_code -> Bool,
        address -> Text,
        agent -> Text,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sign_in_throttle (subject) {
        subject -> Text,
        failure_count -> Integer,
        window_started_at -> Timestamp,
        blocked_until -> Nullable<Timestamp>,
    }
}

diesel::table! {
    recovery_code (id) {
        id -> BigInt,
        user_id -> BigInt,
        code_hash -> Text,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    reset_link (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Text,
        issued_by -> BigInt,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    api_token (id) {
        id -> BigInt,
        user_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        scopes -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    team,
    app_user,
    role,
    role_permission,
    user_role,
    session,
    sign_in_throttle,
    recovery_code,
    reset_link,
    api_token,
);
