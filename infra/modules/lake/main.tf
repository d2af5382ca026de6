data "aws_region" "current" {}

locals {
  region   = data.aws_region.current.name
  database = replace(var.name, "-", "_")
  bucket   = "arn:aws:s3:::${var.bucket}"
  glue     = "arn:aws:glue:${local.region}:${var.account_id}"
  schema   = ["${local.glue}:catalog", "${local.glue}:database/${local.database}", "${local.glue}:table/${local.database}/events"]
}

# --- What the application says of the lake, and a test compares: manage.py lake catalog --format terraform

locals {
  catalogue = jsondecode(file("${path.module}/catalogue.json"))
  formats = {
    input  = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
    output = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
    serde  = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
  }
  # Glue's types → Athena's.
  types = { string = "varchar", bigint = "bigint", double = "double", boolean = "boolean", timestamp = "timestamp(3)" }
}

resource "aws_glue_catalog_database" "this" {
  name = local.database
}

locals {
  # One table with the columns of every event, and one JSON column with the fields of its kind; its partitions are computed, not crawled.
  # Beside it, what events name by id.
  tables = merge(
    { for name, table in local.catalogue.tables : name => merge(table, { place = "tables/${name}/", partitions = [], projection = {} }) },
    { events = merge(local.catalogue.events, {
      place      = "events/"
      partitions = local.catalogue.partitions
      projection = {
        "projection.enabled"        = "true"
        "projection.kind.type"      = "enum"
        "projection.kind.values"    = join(",", local.catalogue.kinds)
        "projection.date.type"      = "date"
        "projection.date.format"    = "yyyy-MM-dd"
        "projection.date.range"     = "${local.catalogue.since},NOW"
        "storage.location.template" = "s3://${var.bucket}/events/kind=$${kind}/date=$${date}/"
      }
    }) },
  )
}

resource "aws_glue_catalog_table" "tables" {
  for_each      = local.tables
  name          = each.key
  description   = each.value.about
  database_name = aws_glue_catalog_database.this.name
  table_type    = "EXTERNAL_TABLE"
  parameters    = merge({ EXTERNAL = "TRUE", classification = "parquet" }, each.value.projection)
  dynamic "partition_keys" {
    for_each = each.value.partitions
    content {
      name    = partition_keys.value[0]
      type    = partition_keys.value[1]
      comment = partition_keys.value[2]
    }
  }
  storage_descriptor {
    location      = "s3://${var.bucket}/${each.value.place}"
    input_format  = local.formats.input
    output_format = local.formats.output
    ser_de_info {
      serialization_library = local.formats.serde
    }
    dynamic "columns" {
      for_each = each.value.columns
      content {
        name    = columns.value[0]
        type    = columns.value[1]
        comment = columns.value[2]
      }
    }
  }
}

# A view for each kind, as Athena keeps them: its SQL in a comment, in base64.
resource "aws_glue_catalog_table" "views" {
  for_each           = local.catalogue.views
  name               = each.key
  description        = each.value.about
  database_name      = aws_glue_catalog_database.this.name
  table_type         = "VIRTUAL_VIEW"
  parameters         = { presto_view = "true", comment = "Presto View" }
  view_expanded_text = "/* Presto View */"
  view_original_text = "/* Presto View: ${base64encode(jsonencode({
    originalSql = each.value.sql
    catalog     = "awsdatacatalog"
    schema      = local.database
    columns     = [for column in each.value.columns : { name = column[0], type = local.types[column[1]] }]
  }))} */"
  storage_descriptor {
    dynamic "columns" {
      for_each = each.value.columns
      content {
        name = columns.value[0]
        type = columns.value[1]
      }
    }
  }
  depends_on = [aws_glue_catalog_table.tables]
}

# --- Lines of JSON in, Parquet files out

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/kinesisfirehose/${var.name}-events"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_cloudwatch_log_stream" "this" {
  name           = "delivery"
  log_group_name = aws_cloudwatch_log_group.this.name
}

resource "aws_iam_role" "firehose" {
  name = "${var.name}-firehose"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "firehose.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "firehose" {
  name = "deliver"
  role = aws_iam_role.firehose.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Bucket", Effect = "Allow", Action = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], Resource = local.bucket },
      { Sid = "Files", Effect = "Allow", Action = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"], Resource = ["${local.bucket}/events/*", "${local.bucket}/failed/*"] },
      { Sid = "Schema", Effect = "Allow", Action = ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"], Resource = local.schema },
      { Sid = "Keys", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = [var.media_key_arn, var.logs_key_arn] },
      { Sid = "Logs", Effect = "Allow", Action = "logs:PutLogEvents", Resource = "${aws_cloudwatch_log_group.this.arn}:*" },
    ]
  })
}

resource "aws_kinesis_firehose_delivery_stream" "events" {
  name        = "${var.name}-events"
  destination = "extended_s3"

  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = var.logs_key_arn
  }

  extended_s3_configuration {
    role_arn            = aws_iam_role.firehose.arn
    bucket_arn          = local.bucket
    kms_key_arn         = var.media_key_arn
    prefix              = "events/kind=!{partitionKeyFromQuery:kind}/date=!{partitionKeyFromQuery:date}/"
    error_output_prefix = "failed/!{firehose:error-output-type}/!{timestamp:yyyy-MM-dd}/"
    buffering_size      = 128 # MB; not under 64 with partitions
    buffering_interval  = 900

    dynamic_partitioning_configuration {
      enabled        = true
      retry_duration = 300
    }
    processing_configuration {
      enabled = true
      processors {
        type = "MetadataExtraction"
        parameters {
          parameter_name  = "MetadataExtractionQuery"
          parameter_value = "{kind: .kind, date: .date}"
        }
        parameters {
          parameter_name  = "JsonParsingEngine"
          parameter_value = "JQ-1.6"
        }
      }
    }
    data_format_conversion_configuration {
      input_format_configuration {
        deserializer {
          open_x_json_ser_de {}
        }
      }
      output_format_configuration {
        serializer {
          parquet_ser_de {
            compression = "SNAPPY"
          }
        }
      }
      schema_configuration {
        database_name = aws_glue_catalog_database.this.name
        table_name    = aws_glue_catalog_table.tables["events"].name
        role_arn      = aws_iam_role.firehose.arn
        region        = local.region
      }
    }
    cloudwatch_logging_options {
      enabled         = true
      log_group_name  = aws_cloudwatch_log_group.this.name
      log_stream_name = aws_cloudwatch_log_stream.this.name
    }
  }
  depends_on = [aws_iam_role_policy.firehose]
}

resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name          = "${var.name}-events-late"
  alarm_description   = "Events wait over an hour for the lake. Runbook: ${var.runbooks}#alarm-events-do-not-arrive"
  namespace           = "AWS/Firehose"
  metric_name         = "DeliveryToS3.DataFreshness"
  dimensions          = { DeliveryStreamName = aws_kinesis_firehose_delivery_stream.events.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 3600
  period              = 300
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

# --- Asking it

resource "aws_athena_workgroup" "this" {
  name          = var.name
  force_destroy = true
  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = 100 * 1024 * 1024 * 1024
    result_configuration {
      output_location = "s3://${var.bucket}/answers/"
      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = var.media_key_arn
      }
    }
  }
}

# For QuickSight's role or Tableau's user: reads the lake, and nothing else.
resource "aws_iam_policy" "read" {
  name        = "${var.name}-lake-read"
  description = "Ask the lake through Athena"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Ask", Effect = "Allow", Action = ["athena:GetWorkGroup", "athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution", "athena:GetQueryResults"], Resource = aws_athena_workgroup.this.arn },
      { Sid = "Schema", Effect = "Allow", Action = ["glue:GetDatabase", "glue:GetDatabases", "glue:GetTable", "glue:GetTables", "glue:GetPartitions"], Resource = ["${local.glue}:catalog", "${local.glue}:database/${local.database}", "${local.glue}:table/${local.database}/*"] },
      { Sid = "Bucket", Effect = "Allow", Action = ["s3:GetBucketLocation", "s3:ListBucket"], Resource = local.bucket },
      { Sid = "Events", Effect = "Allow", Action = "s3:GetObject", Resource = ["${local.bucket}/events/*", "${local.bucket}/tables/*", "${local.bucket}/answers/*"] },
      { Sid = "Answers", Effect = "Allow", Action = ["s3:PutObject", "s3:AbortMultipartUpload"], Resource = "${local.bucket}/answers/*" },
      { Sid = "Key", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.media_key_arn },
    ]
  })
}
