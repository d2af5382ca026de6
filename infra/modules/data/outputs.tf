output "database" {
  description = "How to reach Aurora, and as whom."
  value = {
    host          = aws_rds_cluster.this.endpoint
    reader        = aws_rds_cluster.this.reader_endpoint
    name          = aws_rds_cluster.this.database_name
    user          = "site"
    cluster_id    = aws_rds_cluster.this.cluster_identifier
    cluster_arn   = aws_rds_cluster.this.arn
    resource_id   = aws_rds_cluster.this.cluster_resource_id
    keeper_secret = one(aws_rds_cluster.this.master_user_secret[*].secret_arn)
  }
}

output "cache" {
  description = "How to reach Valkey, and as whom; null: there is none."
  value = local.cached == 0 ? null : {
    host     = aws_elasticache_replication_group.this[0].primary_endpoint_address
    user     = aws_elasticache_user.site[0].user_name
    user_arn = aws_elasticache_user.site[0].arn
    id       = var.name
    arn      = aws_elasticache_replication_group.this[0].arn
    nodes    = [for position in range(var.cache.nodes) : "${var.name}-${format("%03d", position + 1)}"]
  }
}
