-- A store of schema version 5 with rows, as the program of that time made it; never edited.
PRAGMA application_id = 1514818906;
PRAGMA user_version = 5;
BEGIN TRANSACTION;
CREATE TABLE cell (
    cell_key TEXT PRIMARY KEY, of_code TEXT NOT NULL, unit TEXT NOT NULL, year INTEGER, period TEXT, row_id TEXT,
    part TEXT NOT NULL, state TEXT NOT NULL, n INTEGER, d INTEGER, scale INTEGER NOT NULL, value TEXT NOT NULL,
    head_id TEXT NOT NULL, conflict INTEGER NOT NULL, user TEXT NOT NULL, clock_ms INTEGER NOT NULL, act TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "cell" VALUES('321112001000|I06-02|2018|2018M06||adopted','I06-02','321112001000',2018,'2018M06',NULL,'adopted','value',14,NULL,0,'{"n":14,"state":"value"}','79bc4ab906baf24f3fed5a15096fee79',0,'u02',1530576000000,NULL);
INSERT INTO "cell" VALUES('321112001000|I06-02|2018|2018M06||note','I06-02','321112001000',2018,'2018M06',NULL,'note','value',NULL,NULL,0,'{"state":"value","text":"示例说明"}','f9fa3e1676729266554da2d7e8b819a9',0,'u01',1530576000000,NULL);
INSERT INTO "cell" VALUES('321112001000|I06-02|2018|2018M06||value','I06-02','321112001000',2018,'2018M06',NULL,'value','value',13,NULL,0,'{"n":13,"state":"value"}','02342f777e7de622881e36206f79d17f',0,'u01',1530576000000,NULL);
INSERT INTO "cell" VALUES('321112001000|I06-02|2018|2018M07||value','I06-02','321112001000',2018,'2018M07',NULL,'value','value',9,NULL,0,'{"n":9,"state":"value"}','837d646aaf8d6e3a4cfb74a57f7c88b3',1,'u01',1530576000001,NULL);
INSERT INTO "cell" VALUES('321112001000|canteen|||0000000000000000000000000000000a|name','canteen','321112001000',NULL,NULL,'0000000000000000000000000000000a','name','value',NULL,NULL,0,'{"state":"value","text":"示例助餐点"}','afafac1c985bf01aba0ff111f333ce14',0,'u01',1530576000000,NULL);
INSERT INTO "cell" VALUES('321112001000|elder|||0000000000000000000000000000000b|phone','elder','321112001000',NULL,NULL,'0000000000000000000000000000000b','phone','sealed',NULL,NULL,0,'{"commit":"9cf6e14d9bff7a161d50bf3d8796f73d249e26e2d2ebc8613735d8cf7f9a6332","state":"sealed"}','de329861f8d00c27ebbf0ab112a659e5',0,'u01',1530576000000,NULL);
CREATE TABLE draft (
    of_code TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, part TEXT NOT NULL, user TEXT NOT NULL,
    typed TEXT NOT NULL, reason TEXT NOT NULL, kept_at TEXT NOT NULL,
    PRIMARY KEY (of_code, unit, period, part, user)
) STRICT, WITHOUT ROWID;
INSERT INTO "draft" VALUES('I06-02','321112001000','2018M08','value','u01','约12','约数','2018-07-03T00:00:00+00:00');
CREATE TABLE figure (
    year INTEGER NOT NULL, of_code TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL,
    state TEXT NOT NULL, n INTEGER, d INTEGER, scale INTEGER NOT NULL, origin TEXT NOT NULL, conflict INTEGER NOT NULL,
    PRIMARY KEY (year, of_code, unit, period)
) STRICT, WITHOUT ROWID;
INSERT INTO "figure" VALUES(2018,'I06-02','321112001000','2018M06','value',14,NULL,0,'adopted',0);
INSERT INTO "figure" VALUES(2018,'I06-02','321112001000','2018M07','value',9,NULL,0,'own',1);
CREATE TABLE former_replica (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL, purpose TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE head (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
INSERT INTO "head" VALUES('321112001000|I06-02|2018|2018M06||adopted','79bc4ab906baf24f3fed5a15096fee79');
INSERT INTO "head" VALUES('321112001000|I06-02|2018|2018M06||note','f9fa3e1676729266554da2d7e8b819a9');
INSERT INTO "head" VALUES('321112001000|I06-02|2018|2018M06||value','02342f777e7de622881e36206f79d17f');
INSERT INTO "head" VALUES('321112001000|I06-02|2018|2018M07||value','837d646aaf8d6e3a4cfb74a57f7c88b3');
INSERT INTO "head" VALUES('321112001000|I06-02|2018|2018M07||value','a970c3a40088fa1b93bf48a16270d8b1');
INSERT INTO "head" VALUES('321112001000|canteen|||0000000000000000000000000000000a|name','afafac1c985bf01aba0ff111f333ce14');
INSERT INTO "head" VALUES('321112001000|elder|||0000000000000000000000000000000b|phone','de329861f8d00c27ebbf0ab112a659e5');
CREATE TABLE hidden (id TEXT PRIMARY KEY, package_no INTEGER NOT NULL REFERENCES package (no)) STRICT, WITHOUT ROWID;
CREATE TABLE indicator_source (of_code TEXT PRIMARY KEY, register TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "indicator_source" VALUES('I06-03','canteen');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('office','321112001000');
INSERT INTO "meta" VALUES('clock','1530576000000,6');
CREATE TABLE own_key (unit TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, secret BLOB NOT NULL, made_at TEXT NOT NULL)
STRICT, WITHOUT ROWID;
INSERT INTO "own_key" VALUES('321112000000','1111111111111111111111111111111111111111111111111111111111111111',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F','2018-07-02T01:00:00+00:00');
CREATE TABLE package (
    no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, key TEXT NOT NULL,
    year INTEGER NOT NULL, period TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL,
    made_at TEXT NOT NULL, handled_at TEXT NOT NULL, user TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('applied', 'undone', 'sent')), position INTEGER NOT NULL,
    counts TEXT NOT NULL, vector TEXT NOT NULL
) STRICT;
INSERT INTO "package" VALUES(1,'33333333333333333333333333333333','in','submission','321112001000','321112000000','2222222222222222222222222222222222222222222222222222222222222222',2018,'2018M06',1,'高桥镇2018年6月上报数据文件.mzp','2018-07-01T08:00:00+00:00','2018-07-02T01:06:00+00:00','u01','applied',8,'{}','{}');
CREATE TABLE package_act (
    no INTEGER PRIMARY KEY, package_no INTEGER NOT NULL REFERENCES package (no), act TEXT NOT NULL,
    at TEXT NOT NULL, user TEXT NOT NULL, position INTEGER NOT NULL
, reason TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "package_act" VALUES(1,1,'import','2018-07-02T01:06:00+00:00','u01',8,'');
CREATE TABLE package_segment (
    package_no INTEGER NOT NULL REFERENCES package (no), sha256 TEXT NOT NULL REFERENCES segment (sha256),
    PRIMARY KEY (package_no, sha256)
) STRICT, WITHOUT ROWID;
CREATE TABLE personal (commitment TEXT PRIMARY KEY, salt TEXT NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "personal" VALUES('9cf6e14d9bff7a161d50bf3d8796f73d249e26e2d2ebc8613735d8cf7f9a6332','30303030303030303030303030303030','13800001234');
CREATE TABLE plan_text (
    sha256 TEXT PRIMARY KEY, code TEXT NOT NULL, year INTEGER NOT NULL, text TEXT NOT NULL, parsed TEXT NOT NULL
) STRICT;
INSERT INTO "plan_text" VALUES('a1af1bccf46862c1ce45d1064094b00a0808329540e06a44bcedd8c921849f1e','p',2018,'format = 1
','{"format":1}');
CREATE TABLE quarantine (
    id TEXT NOT NULL, segment TEXT NOT NULL REFERENCES segment (sha256), author TEXT NOT NULL,
    reason TEXT NOT NULL, detail TEXT NOT NULL, line BLOB, since TEXT NOT NULL, PRIMARY KEY (segment, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipt (
    unit TEXT NOT NULL, replica TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT NOT NULL,
    package_no INTEGER NOT NULL REFERENCES package (no), PRIMARY KEY (unit, replica)
) STRICT, WITHOUT ROWID;
INSERT INTO "receipt" VALUES('321112001000','4444444444444444',3,'55555555555555555555555555555555',1);
CREATE TABLE replica (
    id TEXT PRIMARY KEY, unit TEXT NOT NULL, purpose TEXT NOT NULL, seq INTEGER NOT NULL, last_id TEXT,
    UNIQUE (unit, purpose)
) STRICT;
INSERT INTO "replica" VALUES('cd613e30d8f16adf91b7584a2265b1f5','321112001000','figures:2018',4,'02342f777e7de622881e36206f79d17f');
INSERT INTO "replica" VALUES('1e2feb89414c343c1027c4d1c386bbc4','321112001000','rows',2,'de329861f8d00c27ebbf0ab112a659e5');
INSERT INTO "replica" VALUES('78e510617311d8a3c2ce6f447ed4d57b','321112000000','figures:2018:321112001000',1,'79bc4ab906baf24f3fed5a15096fee79');
CREATE TABLE report (
    no INTEGER PRIMARY KEY, code TEXT NOT NULL, made_at TEXT NOT NULL, user TEXT NOT NULL, unit TEXT NOT NULL,
    paper TEXT NOT NULL, stage TEXT NOT NULL, through TEXT NOT NULL, position INTEGER NOT NULL,
    plan TEXT NOT NULL, edits TEXT NOT NULL, data TEXT NOT NULL REFERENCES report_data (digest),
    version TEXT NOT NULL, name TEXT NOT NULL, pages INTEGER NOT NULL, sha256 TEXT NOT NULL,
    scan TEXT NOT NULL DEFAULT '', scan_name TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "report" VALUES(1,'0123456789ABCDEFG','2018-07-05T01:30:00+00:00','u01','321112001000','summary','draft','2018M06',8,'0000000000000000000000000000000000000000000000000000000000000000','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855','24c88028f3e4e5b375ee337311f16f2e1ae33a527fa2bd1c44a0f4522f3be51e','0.1.0','示例.pdf',3,'c35b21d6ca39aa7cc3b79a705d989f1a6e88b99ab43988d74048799e3db926a3','','');
CREATE TABLE report_data (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
INSERT INTO "report_data" VALUES('24c88028f3e4e5b375ee337311f16f2e1ae33a527fa2bd1c44a0f4522f3be51e',X'789CAB56CACB2F4955B2527ABE64D7937DDDCFA66E78D6BB4EA9160084010C2F');
CREATE TABLE revision (
    log_no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, cell_key TEXT NOT NULL,
    replica TEXT NOT NULL, seq INTEGER NOT NULL, clock_ms INTEGER NOT NULL, clock_counter INTEGER NOT NULL,
    line TEXT NOT NULL, received_at TEXT NOT NULL
, package_no INTEGER) STRICT;
INSERT INTO "revision" VALUES(1,'e159db2ce349d2e7098042f7a26b5d63','321112001000|I06-02|2018|2018M06||value','cd613e30d8f16adf91b7584a2265b1f5',1,1530576000000,0,'{"author":"321112001000","cell":{"of":"I06-02","part":"value","period":"2018M06","unit":"321112001000","year":2018},"clock":[1530576000000,0],"format":1,"parents":[],"replica":"cd613e30d8f16adf91b7584a2265b1f5","seq":1,"user":"u01","value":{"n":12,"state":"value"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(2,'a970c3a40088fa1b93bf48a16270d8b1','321112001000|I06-02|2018|2018M07||value','cd613e30d8f16adf91b7584a2265b1f5',2,1530576000000,1,'{"author":"321112001000","cell":{"of":"I06-02","part":"value","period":"2018M07","unit":"321112001000","year":2018},"clock":[1530576000000,1],"format":1,"parents":[],"prev":"e159db2ce349d2e7098042f7a26b5d63","replica":"cd613e30d8f16adf91b7584a2265b1f5","seq":2,"user":"u01","value":{"n":125,"scale":1,"state":"value"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(3,'f9fa3e1676729266554da2d7e8b819a9','321112001000|I06-02|2018|2018M06||note','cd613e30d8f16adf91b7584a2265b1f5',3,1530576000000,2,'{"author":"321112001000","cell":{"of":"I06-02","part":"note","period":"2018M06","unit":"321112001000","year":2018},"clock":[1530576000000,2],"format":1,"parents":[],"prev":"a970c3a40088fa1b93bf48a16270d8b1","replica":"cd613e30d8f16adf91b7584a2265b1f5","seq":3,"user":"u01","value":{"state":"value","text":"示例说明"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(4,'02342f777e7de622881e36206f79d17f','321112001000|I06-02|2018|2018M06||value','cd613e30d8f16adf91b7584a2265b1f5',4,1530576000000,3,'{"author":"321112001000","cell":{"of":"I06-02","part":"value","period":"2018M06","unit":"321112001000","year":2018},"clock":[1530576000000,3],"format":1,"parents":["e159db2ce349d2e7098042f7a26b5d63"],"prev":"f9fa3e1676729266554da2d7e8b819a9","replica":"cd613e30d8f16adf91b7584a2265b1f5","seq":4,"user":"u01","value":{"n":13,"state":"value"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(5,'afafac1c985bf01aba0ff111f333ce14','321112001000|canteen|||0000000000000000000000000000000a|name','1e2feb89414c343c1027c4d1c386bbc4',1,1530576000000,4,'{"author":"321112001000","cell":{"of":"canteen","part":"name","row":"0000000000000000000000000000000a","unit":"321112001000"},"clock":[1530576000000,4],"format":1,"parents":[],"replica":"1e2feb89414c343c1027c4d1c386bbc4","seq":1,"user":"u01","value":{"state":"value","text":"示例助餐点"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(6,'de329861f8d00c27ebbf0ab112a659e5','321112001000|elder|||0000000000000000000000000000000b|phone','1e2feb89414c343c1027c4d1c386bbc4',2,1530576000000,5,'{"author":"321112001000","cell":{"of":"elder","part":"phone","row":"0000000000000000000000000000000b","unit":"321112001000"},"clock":[1530576000000,5],"format":1,"parents":[],"prev":"afafac1c985bf01aba0ff111f333ce14","replica":"1e2feb89414c343c1027c4d1c386bbc4","seq":2,"user":"u01","value":{"commit":"9cf6e14d9bff7a161d50bf3d8796f73d249e26e2d2ebc8613735d8cf7f9a6332","state":"sealed"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(7,'79bc4ab906baf24f3fed5a15096fee79','321112001000|I06-02|2018|2018M06||adopted','78e510617311d8a3c2ce6f447ed4d57b',1,1530576000000,6,'{"author":"321112000000","cell":{"of":"I06-02","part":"adopted","period":"2018M06","unit":"321112001000","year":2018},"clock":[1530576000000,6],"format":1,"parents":[],"replica":"78e510617311d8a3c2ce6f447ed4d57b","seq":1,"user":"u02","value":{"n":14,"state":"value"}}','2018-07-03T00:00:00.000+00:00',NULL);
INSERT INTO "revision" VALUES(8,'837d646aaf8d6e3a4cfb74a57f7c88b3','321112001000|I06-02|2018|2018M07||value','cccccccccccccccccccccccccccccccc',1,1530576000001,0,'{"author":"321112001000","cell":{"of":"I06-02","part":"value","period":"2018M07","unit":"321112001000","year":2018},"clock":[1530576000001,0],"format":1,"parents":[],"replica":"cccccccccccccccccccccccccccccccc","seq":1,"user":"u01","value":{"n":9,"state":"value"}}','2018-07-03T00:00:00.000+00:00',NULL);
CREATE TABLE segment (
    sha256 TEXT PRIMARY KEY, author TEXT NOT NULL, scope TEXT NOT NULL, key TEXT NOT NULL, signature BLOB NOT NULL,
    content BLOB NOT NULL, lines INTEGER NOT NULL, ends TEXT NOT NULL
) STRICT;
CREATE TABLE superseded (cell_key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (cell_key, id)) STRICT, WITHOUT ROWID;
INSERT INTO "superseded" VALUES('321112001000|I06-02|2018|2018M06||value','e159db2ce349d2e7098042f7a26b5d63');
CREATE TABLE trusted_key (
    key TEXT NOT NULL, unit TEXT NOT NULL, how TEXT NOT NULL CHECK (how IN ('own', 'confirmed', 'introduced')),
    at TEXT NOT NULL, user TEXT NOT NULL, PRIMARY KEY (key, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO "trusted_key" VALUES('2222222222222222222222222222222222222222222222222222222222222222','321112001000','confirmed','2018-07-02T01:05:00+00:00','u01');
CREATE INDEX figure_by_period ON figure (year, period, of_code, unit, state, n, d, scale, conflict);
CREATE TRIGGER revision_is_append_only_DELETE BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE INDEX package_segment_by_segment ON package_segment (sha256);
CREATE INDEX revision_written_here ON revision (replica, seq) WHERE package_no IS NULL;
CREATE INDEX report_by_code ON report (code);
CREATE INDEX revision_by_cell ON revision (cell_key);
CREATE TRIGGER revision_is_append_only_UPDATE BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE INDEX cell_by_row ON cell (of_code, row_id, part) WHERE row_id IS NOT NULL;
CREATE INDEX cell_by_part ON cell (part, of_code, unit)
WHERE part = 'target' OR part = 'base' OR part = 'choice' OR part = 'mode';
CREATE INDEX cell_by_code ON cell (of_code, part) WHERE row_id IS NULL AND part != 'value' AND part != 'note';
COMMIT;
