from_auto       = ["a.auto.tfvars", <<EOT
heredoc
EOT
]
from_later_auto = "overruled again"
