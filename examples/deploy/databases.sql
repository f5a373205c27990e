-- wian and Prefect have a database each: neither takes one that holds another program's tables.
CREATE DATABASE wian ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE prefect ENCODING 'UTF8' TEMPLATE template0;
