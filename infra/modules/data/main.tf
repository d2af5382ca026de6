# --- Aurora MySQL 8.4. The application signs in by an IAM token as the user `site`, which `make db-init` makes.

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_security_group" "database" {
  name        = "${var.name}-database"
  description = "Aurora"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  description                  = "MySQL from tasks"
  referenced_security_group_id = var.clients
  ip_protocol                  = "tcp"
  from_port                    = 3306
  to_port                      = 3306
}

resource "aws_rds_cluster_parameter_group" "this" {
  name        = "${var.name}-aurora-84"
  family      = "aurora-mysql8.4"
  description = "Binary collation (names are compared by keys), TLS only, slow queries logged"

  dynamic "parameter" {
    for_each = {
      character_set_server           = "utf8mb4"
      collation_server               = "utf8mb4_bin"
      require_secure_transport       = "ON"
      slow_query_log                 = "1"
      long_query_time                = "0.5"
      innodb_flush_log_at_trx_commit = "1"
    }
    content {
      name         = parameter.key
      value        = parameter.value
      apply_method = "pending-reboot"
    }
  }
}

resource "aws_cloudwatch_log_group" "database" {
  for_each          = toset(["error", "slowquery"])
  name              = "/aws/rds/cluster/${var.name}/${each.key}"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_rds_cluster" "this" {
  cluster_identifier = var.name
  engine             = "aurora-mysql"
  engine_version     = var.database.engine_version
  database_name      = "musicsite"

  # Kept and rotated by RDS; used once, by db-init, and by a person in need.
  master_username                     = "keeper"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.key_arn
  iam_database_authentication_enabled = true
  enable_http_endpoint                = true

  db_subnet_group_name            = aws_db_subnet_group.this.name
  vpc_security_group_ids          = [aws_security_group.database.id]
  db_cluster_parameter_group_name = aws_rds_cluster_parameter_group.this.name
  storage_encrypted               = true
  kms_key_id                      = var.key_arn

  backup_retention_period         = var.database.backup_days
  preferred_backup_window         = "02:00-03:00"
  preferred_maintenance_window    = "tue:03:30-tue:04:30"
  copy_tags_to_snapshot           = true
  deletion_protection             = var.protect
  skip_final_snapshot             = !var.protect
  final_snapshot_identifier       = var.protect ? "${var.name}-last" : null
  enabled_cloudwatch_logs_exports = ["error", "slowquery"]

  serverlessv2_scaling_configuration {
    min_capacity             = var.database.min_acu
    max_capacity             = var.database.max_acu
    seconds_until_auto_pause = var.database.min_acu == 0 ? var.database.pause_after : null
  }
  depends_on = [aws_cloudwatch_log_group.database]
}

resource "aws_rds_cluster_instance" "this" {
  count                           = 1 + var.database.readers
  identifier                      = "${var.name}-${count.index}"
  cluster_identifier              = aws_rds_cluster.this.id
  engine                          = aws_rds_cluster.this.engine
  engine_version                  = aws_rds_cluster.this.engine_version
  instance_class                  = "db.serverless"
  db_subnet_group_name            = aws_db_subnet_group.this.name
  publicly_accessible             = false
  auto_minor_version_upgrade      = true
  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.key_arn
  # The first reader takes over at once: it is as large as the writer.
  promotion_tier = min(count.index, 1)
}

# --- Valkey: cache, sessions' copies, the bell between processes. Nothing that matters is here alone. With no node there is none of it.

locals {
  cached = var.cache.nodes > 0 ? 1 : 0
}

resource "aws_elasticache_subnet_group" "this" {
  count      = local.cached
  name       = var.name
  subnet_ids = var.subnets
}

resource "aws_security_group" "cache" {
  count       = local.cached
  name        = "${var.name}-cache"
  description = "Valkey"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "cache" {
  count                        = local.cached
  security_group_id            = aws_security_group.cache[0].id
  description                  = "Valkey from tasks"
  referenced_security_group_id = var.clients
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_elasticache_parameter_group" "this" {
  count       = local.cached
  name        = "${var.name}-valkey8"
  family      = "valkey8"
  description = "What was longest unused goes first"
  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }
}

# Signed in by an IAM token: name and id must be the same.
resource "aws_elasticache_user" "site" {
  count         = local.cached
  user_id       = "${var.name}-site"
  user_name     = "${var.name}-site"
  engine        = "valkey"
  access_string = "on ~* &* +@all -@dangerous +info +flushdb"
  authentication_mode {
    type = "iam"
  }
}

resource "aws_elasticache_user_group" "this" {
  count         = local.cached
  user_group_id = var.name
  engine        = "valkey"
  user_ids      = [aws_elasticache_user.site[0].user_id]
}

resource "aws_elasticache_replication_group" "this" {
  count                      = local.cached
  replication_group_id       = var.name
  description                = "${var.name}: cache and signals"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.cache.node_type
  num_cache_clusters         = var.cache.nodes
  automatic_failover_enabled = var.cache.nodes > 1
  multi_az_enabled           = var.cache.nodes > 1
  parameter_group_name       = aws_elasticache_parameter_group.this[0].name
  subnet_group_name          = aws_elasticache_subnet_group.this[0].name
  security_group_ids         = [aws_security_group.cache[0].id]
  at_rest_encryption_enabled = true
  kms_key_id                 = var.key_arn
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = [aws_elasticache_user_group.this[0].user_group_id]
  maintenance_window         = "tue:04:30-tue:05:30"
  snapshot_retention_limit   = 0 # there is nothing to restore
}
