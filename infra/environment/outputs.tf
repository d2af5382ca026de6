output "site_url" {
  value = local.site_url
}

output "cluster" {
  value = module.cluster.name
}

output "families" {
  description = "Process or command → family of its task definition."
  value       = merge({ for key, task in module.process : key => task.family }, { for key, task in module.command : key => task.family })
}

output "tasks" {
  description = "One-off tasks with a definition of their own: make task COMMAND=…"
  value       = [for name in keys(local.commands) : name if !contains(["command", "console"], name)]
}

output "workers" {
  description = "Services that ECS moves to a new definition, when a release says so: all but web, which CodeDeploy moves."
  value       = [for name, process in local.processes : name if name != "web"]
}

output "run_network" {
  description = "Where one-off tasks run."
  value       = local.network
}

output "database" {
  description = "What db-init needs."
  value       = { cluster_arn = module.data.database.cluster_arn, keeper_secret = module.data.database.keeper_secret, name = module.data.database.name, user = module.data.database.user }
}

output "site_bucket" {
  value = module.storage.buckets["site"]
}

output "distribution" {
  value = module.edge.distribution_id
}

output "deploy" {
  value = { app = module.deploy.app, group = module.deploy.group, spot = var.processes["web"].spot }
}

output "image" {
  value = var.image
}
