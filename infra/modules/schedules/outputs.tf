output "names" {
  value = [for schedule in aws_scheduler_schedule.this : schedule.name]
}
