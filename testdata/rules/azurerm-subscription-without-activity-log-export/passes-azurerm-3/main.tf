terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 3.30"
    }
  }
}

provider "azurerm" {
  features {}
}

variable "subscription_id" {
  type    = string
  default = "6f9b4d0e-3f0e-4a53-9d3f-1f6f0a1b2c3d"
}

resource "azurerm_log_analytics_workspace" "shop" {
  name                = "log-shop"
  resource_group_name = "rg-shop"
  location            = "westeurope"
}

resource "azurerm_monitor_diagnostic_setting" "subscription" {
  name                       = "activity"
  target_resource_id         = "/subscriptions/${var.subscription_id}"
  log_analytics_workspace_id = azurerm_log_analytics_workspace.shop.id

  log {
    category = "Administrative"
    enabled  = true
  }
}
