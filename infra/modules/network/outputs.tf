output "vpc_id" {
  value = aws_vpc.this.id
}

output "cidr" {
  value = var.cidr
}

output "private_subnets" {
  value = [for subnet in aws_subnet.private : subnet.id]
}

output "isolated_subnets" {
  value = [for subnet in aws_subnet.isolated : subnet.id]
}

output "tasks" {
  description = "Where tasks run: private subnets behind NAT, else public ones with an address of their own."
  value = {
    subnets   = var.nat == "none" ? [for subnet in aws_subnet.public : subnet.id] : [for subnet in aws_subnet.private : subnet.id]
    public_ip = var.nat == "none"
  }
}
