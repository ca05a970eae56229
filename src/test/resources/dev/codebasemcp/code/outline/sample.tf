# Where items are kept.
resource "aws_s3_bucket" "items" {
  bucket = var.name
}

variable "name" {
  type = string
}

module "network" {
  source = "./network"
}

output "bucket" {
  value = aws_s3_bucket.items.id
}
