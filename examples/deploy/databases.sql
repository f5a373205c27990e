-- wian and Prefect have a database and a user each: neither can read what belongs to the other, and
-- neither is a superuser. Run once, as a superuser, with two passwords of your own:
--   psql -v wian_password=... -v prefect_password=... -f databases.sql
CREATE ROLE wian LOGIN PASSWORD :'wian_password';
CREATE ROLE prefect LOGIN PASSWORD :'prefect_password';
CREATE DATABASE wian OWNER wian ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE prefect OWNER prefect ENCODING 'UTF8' TEMPLATE template0;
REVOKE CONNECT ON DATABASE wian FROM PUBLIC;
REVOKE CONNECT ON DATABASE prefect FROM PUBLIC;
