output "name" {
  value = local.service.name
}

output "id" {
  value = local.service.id
}
