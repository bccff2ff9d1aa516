locals {
  tags = merge(
    { Project = "shop", Stage = "prod" },
    { for k, v in { owner = "team", cost = 42 } : title(k) => tostring(v) },
  )
  node_groups = {
    general = { min = 1, max = 3, types = ["m5.large"], labels = { role = "general" }, taints = [] }
    gpu     = { min = 0, max = 2, types = ["g4dn.xlarge", "g4dn.2xlarge"], labels = {}, taints = [{ key = "gpu", value = "true", effect = "NO_SCHEDULE" }] }
  }
}

resource "aws_eks_cluster" "c" {
  name                      = "cluster"
  role_arn                  = "arn:aws:iam::123456789012:role/cluster"
  enabled_cluster_log_types = ["audit", "api"]
  vpc_config {
    subnet_ids              = ["subnet-1", "subnet-2"]
    endpoint_private_access = true
    endpoint_public_access  = false
    public_access_cidrs     = null
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:eu-west-1:123456789012:key/1"
    }
  }
  tags = local.tags
}

resource "aws_eks_node_group" "n" {
  for_each        = local.node_groups
  cluster_name    = aws_eks_cluster.c.name
  node_group_name = each.key
  node_role_arn   = "arn:aws:iam::123456789012:role/node"
  subnet_ids      = one(aws_eks_cluster.c.vpc_config).subnet_ids
  instance_types  = each.value.types
  labels          = merge({ group = each.key }, each.value.labels)
  scaling_config {
    min_size     = each.value.min
    max_size     = each.value.max
    desired_size = max(each.value.min, 1)
  }
  dynamic "taint" {
    for_each = each.value.taints
    content {
      key    = taint.value.key
      value  = taint.value["value"]
      effect = taint.value.effect
    }
  }
  tags = merge(local.tags, { Group = each.key })
}
