-- What everything stands on: companies, people who sign in, roles, numbering, the event log.
CREATE TABLE currency (
  code TEXT NOT NULL PRIMARY KEY, id BIGINT NOT NULL UNIQUE, name TEXT NOT NULL, symbol TEXT NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 4), is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE TABLE exchange_rate (
  id BIGINT PRIMARY KEY, currency TEXT NOT NULL REFERENCES currency(code), base_currency TEXT NOT NULL REFERENCES currency(code),
  rate_date DATE NOT NULL, unit_count BIGINT NOT NULL CHECK (unit_count > 0), amount BIGINT NOT NULL CHECK (amount > 0), version INTEGER NOT NULL,
  UNIQUE (currency, base_currency, rate_date));
CREATE TABLE company (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, legal_name TEXT NOT NULL, tax_number TEXT NOT NULL,
  registration_number TEXT NOT NULL, currency TEXT NOT NULL REFERENCES currency(code), country TEXT NOT NULL, street TEXT NOT NULL,
  postal_code TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, bank_name TEXT NOT NULL,
  bank_account TEXT NOT NULL, time_zone TEXT NOT NULL, language TEXT NOT NULL, fiscal_year_start_month INTEGER NOT NULL,
  tax_rounding TEXT NOT NULL, chart_source TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE TABLE fiscal_year (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), name TEXT NOT NULL, start_date DATE NOT NULL, end_date DATE NOT NULL,
  version INTEGER NOT NULL, UNIQUE (company_id, name), CHECK (start_date <= end_date));
CREATE TABLE fiscal_period (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), fiscal_year_id BIGINT NOT NULL REFERENCES fiscal_year(id),
  name TEXT NOT NULL, start_date DATE NOT NULL, end_date DATE NOT NULL, state TEXT NOT NULL, version INTEGER NOT NULL,
  UNIQUE (company_id, start_date), CHECK (start_date <= end_date));
CREATE INDEX fiscal_period_by_date ON fiscal_period (company_id, end_date);
CREATE TABLE number_series (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), kind TEXT NOT NULL, year INTEGER NOT NULL, pattern TEXT NOT NULL,
  first_number BIGINT NOT NULL CHECK (first_number > 0), next_number BIGINT NOT NULL CHECK (next_number >= first_number),
  last_number BIGINT, version INTEGER NOT NULL, UNIQUE (company_id, kind, year));
-- Numbers that all companies draw from: parties.
CREATE TABLE group_number (kind TEXT PRIMARY KEY, next_number BIGINT NOT NULL CHECK (next_number > 0));
CREATE TABLE holiday (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), holiday_date DATE NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL,
  UNIQUE (company_id, holiday_date));
CREATE TABLE team (
  id BIGINT PRIMARY KEY, company_id BIGINT NOT NULL REFERENCES company(id), name TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL,
  UNIQUE (company_id, name));
CREATE TABLE app_user (
  id BIGINT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, search_text TEXT NOT NULL, kind TEXT NOT NULL, password_hash TEXT NOT NULL, language TEXT NOT NULL,
  time_zone TEXT NOT NULL, number_format TEXT NOT NULL, team_id BIGINT REFERENCES team(id), default_company_id BIGINT REFERENCES company(id),
  totp_secret TEXT NOT NULL, totp_is_active BOOLEAN NOT NULL, totp_last_step BIGINT NOT NULL, single_keys BOOLEAN NOT NULL, is_active BOOLEAN NOT NULL,
  version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE INDEX app_user_by_name ON app_user (search_text, id);
CREATE TABLE role (
  id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL);
CREATE TABLE role_permission (
  role_id BIGINT NOT NULL REFERENCES role(id), permission TEXT NOT NULL, scope TEXT NOT NULL, PRIMARY KEY (role_id, permission));
CREATE TABLE user_role (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), role_id BIGINT NOT NULL REFERENCES role(id), company_id BIGINT REFERENCES company(id));
CREATE INDEX user_role_by_user ON user_role (user_id);
CREATE INDEX user_role_by_role ON user_role (role_id);
-- A session's company is the one worked in; 0 looks at all.
CREATE TABLE session (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), token_hash TEXT NOT NULL UNIQUE, form_token TEXT NOT NULL,
  company_id BIGINT, awaits_code BOOLEAN NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL, created_at TIMESTAMP NOT NULL,
  last_seen_at TIMESTAMP NOT NULL, expires_at TIMESTAMP NOT NULL, revoked_at TIMESTAMP);
CREATE INDEX session_by_user ON session (user_id, last_seen_at);
CREATE TABLE sign_in_throttle (
  subject TEXT NOT NULL PRIMARY KEY, failure_count INTEGER NOT NULL, window_started_at TIMESTAMP NOT NULL, blocked_until TIMESTAMP);
CREATE TABLE recovery_code (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), code_hash TEXT NOT NULL, used_at TIMESTAMP);
CREATE INDEX recovery_code_by_user ON recovery_code (user_id);
CREATE TABLE reset_link (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), token_hash TEXT NOT NULL UNIQUE, issued_by BIGINT NOT NULL REFERENCES app_user(id),
  expires_at TIMESTAMP NOT NULL, used_at TIMESTAMP);
CREATE INDEX reset_link_by_user ON reset_link (user_id);
CREATE TABLE api_token (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), name TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL, last_used_at TIMESTAMP, expires_at TIMESTAMP NOT NULL, revoked_at TIMESTAMP);
CREATE INDEX api_token_by_user ON api_token (user_id, created_at);
CREATE TABLE idempotency (
  actor_id BIGINT NOT NULL, route TEXT NOT NULL, key TEXT NOT NULL, body_hash TEXT NOT NULL, status INTEGER NOT NULL, answer TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL, PRIMARY KEY (actor_id, route, key));
CREATE INDEX idempotency_by_time ON idempotency (created_at);
CREATE TABLE server_slot (slot INTEGER NOT NULL PRIMARY KEY, owner TEXT NOT NULL, leased_until TIMESTAMP NOT NULL);
-- The business event log: dense positions, one hash chain per company (company 0 is the group's own). The text stands apart, so that personal
-- data can be erased while the chain, made over a salted hash of it, still verifies.
CREATE TABLE event_chain (company_id BIGINT NOT NULL PRIMARY KEY, last_position BIGINT NOT NULL, last_hash TEXT NOT NULL);
CREATE TABLE event_log (
  position BIGINT NOT NULL PRIMARY KEY, company_id BIGINT NOT NULL, happened_at TIMESTAMP NOT NULL, actor_id BIGINT NOT NULL, kind TEXT NOT NULL,
  subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL,
  request_id TEXT NOT NULL, payload_hash TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX event_log_by_company ON event_log (company_id, position);
CREATE INDEX event_log_by_actor ON event_log (actor_id, position);
CREATE INDEX event_log_by_kind ON event_log (kind, position);
CREATE INDEX event_log_by_subject ON event_log (subject_kind, position);
CREATE INDEX event_log_by_time ON event_log (happened_at);
CREATE TABLE event_payload (position BIGINT NOT NULL PRIMARY KEY, salt TEXT NOT NULL, payload TEXT NOT NULL);
CREATE TABLE event_link (
  subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, position BIGINT NOT NULL REFERENCES event_log(position),
  PRIMARY KEY (subject_kind, subject_id, position));
-- What people add to any record.
CREATE TABLE note (
  id BIGINT PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, company_id BIGINT REFERENCES company(id),
  author_id BIGINT NOT NULL REFERENCES app_user(id), body TEXT NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE INDEX note_by_subject ON note (subject_kind, subject_id, id);
CREATE TABLE stored_file (hash TEXT NOT NULL PRIMARY KEY, size_bytes BIGINT NOT NULL, media_type TEXT NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE TABLE attachment (
  id BIGINT PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, company_id BIGINT REFERENCES company(id),
  hash TEXT NOT NULL REFERENCES stored_file(hash), file_name TEXT NOT NULL, author_id BIGINT NOT NULL REFERENCES app_user(id), created_at TIMESTAMP NOT NULL);
CREATE INDEX attachment_by_subject ON attachment (subject_kind, subject_id, id);
CREATE TABLE notification (
  id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL REFERENCES app_user(id), kind TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL,
  argument TEXT NOT NULL, created_at TIMESTAMP NOT NULL, read_at TIMESTAMP);
CREATE INDEX notification_by_user ON notification (user_id, id);
CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;
CREATE TABLE saved_view (
  id BIGINT PRIMARY KEY, list TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, owner_id BIGINT NOT NULL REFERENCES app_user(id),
  role_id BIGINT REFERENCES role(id), version INTEGER NOT NULL);
CREATE INDEX saved_view_by_list ON saved_view (list, owner_id);
CREATE TABLE form_draft (
  user_id BIGINT NOT NULL REFERENCES app_user(id), form TEXT NOT NULL, body TEXT NOT NULL, kept_at TIMESTAMP NOT NULL, PRIMARY KEY (user_id, form));
CREATE TABLE job (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, company_id BIGINT REFERENCES company(id), user_id BIGINT NOT NULL REFERENCES app_user(id),
  argument TEXT NOT NULL, progress BIGINT NOT NULL, total BIGINT NOT NULL, report TEXT NOT NULL, owner TEXT NOT NULL, leased_until TIMESTAMP,
  created_at TIMESTAMP NOT NULL, ended_at TIMESTAMP);
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_user ON job (user_id, id);
CREATE TABLE search_document (
  subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, company_id BIGINT NOT NULL, owner_id BIGINT NOT NULL, title TEXT NOT NULL,
  subtitle TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (subject_kind, subject_id));
CREATE TABLE search_token (
  token TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, PRIMARY KEY (token, subject_kind, subject_id));
CREATE INDEX search_token_by_subject ON search_token (subject_kind, subject_id);
CREATE TABLE translation (
  subject_kind TEXT NOT NULL, subject_id BIGINT NOT NULL, field TEXT NOT NULL, language TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (subject_kind, subject_id, field, language));
-- Which record another system's key means. The hash is over what was last imported, so that an unchanged row is passed over.
CREATE TABLE external_id (
  subject_kind TEXT NOT NULL, system TEXT NOT NULL, key TEXT NOT NULL, subject_id BIGINT NOT NULL, content_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (subject_kind, system, key));
CREATE INDEX external_id_by_subject ON external_id (subject_kind, subject_id);
CREATE TABLE document_link (
  from_kind TEXT NOT NULL, from_id BIGINT NOT NULL, to_kind TEXT NOT NULL, to_id BIGINT NOT NULL, PRIMARY KEY (from_kind, from_id, to_kind, to_id));
CREATE INDEX document_link_by_target ON document_link (to_kind, to_id);
CREATE TABLE choice (
  id BIGINT PRIMARY KEY, kind TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, is_active BOOLEAN NOT NULL, version INTEGER NOT NULL, UNIQUE (kind, code));
