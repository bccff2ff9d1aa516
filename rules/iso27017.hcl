# The control catalogue of ISO/IEC 27017, both editions.
#
# Ids and titles are facts; everything else is in our own words, and nothing here replaces the licensed standard.
#   guidance   the roles for which the edition adds cloud guidance to the control
#   plan       what configuration shows of the control: direct, partial or none (a rule must not claim it)
#   note       what that is
#   customer, provider, other    the sense of the added guidance, and of the non-normative note under the clause
#   iso27002   the controls of ISO/IEC 27002:2022 that took its place; nearest: those that come closest
#   reading    read: the clause was read; corroborated: public texts agree; recalled: from knowledge of the standard
#   from       the clauses of the 2015 edition whose subject moved to this one
#   own        a control of ISO/IEC 27017 itself, beside those of ISO/IEC 27002

edition "2015" {
  standard  = "ISO/IEC 27017:2015"
  numbering = "ISO/IEC 27002:2013"

  control "5.1.1" {
    title    = "Policies for information security"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "The policy is a document. A declared-countries list taken from it drives data-location rules, which report under 6.1.3 and 18.1.1."
    customer = "Keep a dedicated policy for using cloud, in line with the risk appetite applied elsewhere, that thinks through the consequences of the provider holding and possibly reaching the data: shared processing, who the users and powerful administrators are, and which countries may end up hosting the data."
    provider = "Widen the provider's own policy to the service it sells: design baseline, insider risk, tenant isolation and virtualisation, staff reach into tenant data, account lifecycle, change notice, and sharing of breach and forensic information."
    iso27002 = ["5.1"]
    reading  = "read"
  }

  control "5.1.2" {
    title    = "Review of the policies for information security"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["5.1"]
    reading  = "recalled"
  }

  control "6.1.1" {
    title    = "Information security roles and responsibilities"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The agreement is outside the plan; contact registration and ownership marks are traces of it."
    customer = "Settle with the provider, in writing, who carries which security duty; check that your side can deliver its share; keep a managed line to the provider's support function."
    provider = "Settle and record the split of security duties with tenants, with upstream providers and with suppliers."
    iso27002 = ["5.2"]
    reading  = "read"
  }

  control "6.1.2" {
    title    = "Segregation of duties"
    plan     = "partial"
    note     = "Conflicting powers can be read from policies; who holds the roles cannot."
    iso27002 = ["5.3"]
    reading  = "recalled"
  }

  control "6.1.3" {
    title    = "Contact with authorities"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The plan shows where data would go; the authorities follow from that by human judgement."
    customer = "Find out which authorities have a say over the combined arrangement of customer and provider."
    provider = "Disclose where the provider is established and every country in which tenant data might be held, so that tenants can find their authorities."
    iso27002 = ["5.5"]
    reading  = "corroborated"
  }

  control "6.1.4" {
    title    = "Contact with special interest groups"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["5.6"]
    reading  = "recalled"
  }

  control "6.1.5" {
    title    = "Information security in project management"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["5.8"]
    reading  = "recalled"
  }

  control "6.2.1" {
    title    = "Mobile device policy"
    plan     = "none"
    note     = "Endpoint policy; outside cloud provider resources."
    iso27002 = ["8.1"]
    reading  = "recalled"
  }

  control "6.2.2" {
    title    = "Teleworking"
    plan     = "none"
    note     = "Remote work policy; remote administration paths are reported under 9.1.2 and 9.4.2."
    iso27002 = ["6.7"]
    reading  = "recalled"
  }

  control "7.1.1" {
    title    = "Screening"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["6.1"]
    reading  = "recalled"
  }

  control "7.1.2" {
    title    = "Terms and conditions of employment"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["6.2"]
    reading  = "recalled"
  }

  control "7.2.1" {
    title    = "Management responsibilities"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["5.4"]
    reading  = "recalled"
  }

  control "7.2.2" {
    title    = "Information security awareness, education and training"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "People and employment; outside any configuration."
    customer = "Train managers, administrators, integrators and users of cloud services in the rules for using them, the risks and how they are handled, the environment's dangers and the legal limits."
    provider = "Train own staff, and have contractors do likewise, in treating tenant data and data derived from tenants with due care."
    iso27002 = ["6.3"]
    reading  = "read"
  }

  control "7.2.3" {
    title    = "Disciplinary process"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["6.4"]
    reading  = "read"
  }

  control "7.3.1" {
    title    = "Termination or change of employment responsibilities"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["6.5"]
    reading  = "read"
  }

  control "8.1.1" {
    title    = "Inventory of assets"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The plan is a dated list of planned assets with type and region, but only of what Terraform manages."
    customer = "Include information and assets kept in cloud services in the inventory and record in which service each one sits."
    provider = "Show tenant data and data derived from tenants' use as separate, identifiable assets in the inventory."
    iso27002 = ["5.9"]
    reading  = "corroborated"
  }

  control "8.1.2" {
    title    = "Ownership of assets"
    plan     = "partial"
    note     = "An owner tag is a trace; whether the owner acts is not visible."
    iso27002 = ["5.9"]
    reading  = "recalled"
  }

  control "8.1.3" {
    title    = "Acceptable use of assets"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["5.10"]
    reading  = "recalled"
  }

  control "8.1.4" {
    title    = "Return of assets"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["5.11"]
    reading  = "recalled"
  }

  control "8.2.1" {
    title    = "Classification of information"
    plan     = "partial"
    note     = "The label shows a classification was made, not that it is right."
    iso27002 = ["5.12"]
    reading  = "recalled"
  }

  control "8.2.2" {
    title    = "Labelling of information"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Labels on cloud assets are in the plan. Labels on the information inside are not."
    customer = "Label information and assets kept in the cloud by your own scheme, using the provider's labelling features where they fit."
    provider = "Publish which features let tenants classify and label what they keep in the service."
    iso27002 = ["5.13"]
    reading  = "corroborated"
  }

  control "8.2.3" {
    title    = "Handling of assets"
    plan     = "partial"
    note     = "Handling rules are the organisation's; the linter can join its label scheme with settings."
    iso27002 = ["5.10"]
    reading  = "recalled"
  }

  control "8.3.1" {
    title    = "Management of removable media"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.10"]
    reading  = "read"
  }

  control "8.3.2" {
    title    = "Disposal of media"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.10"]
    reading  = "read"
  }

  control "8.3.3" {
    title    = "Physical media transfer"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.10"]
    reading  = "read"
  }

  control "9.1.1" {
    title    = "Access control policy"
    plan     = "none"
    note     = "The policy is a document; its enforcement is reported under 9.1.2, 9.2.x and 9.4.1."
    iso27002 = ["5.15"]
    reading  = "read"
  }

  control "9.1.2" {
    title    = "Access to networks and network services"
    guidance = ["customer"]
    plan     = "direct"
    note     = "Who can reach each service over the network is fully described by the plan. The extra guidance speaks of the policy text, so most rules rest on the base control."
    customer = "The policy on network access should say, cloud service by cloud service, what a user must satisfy to reach it."
    iso27002 = ["5.15"]
    reading  = "read"
  }

  control "9.2.1" {
    title    = "User registration and deregistration"
    guidance = ["provider"]
    plan     = "partial"
    note     = "Guidance is for providers only. For a customer, local users in code are a trace under the base control."
    provider = "Give tenants working, documented functions to enrol and remove their own users."
    iso27002 = ["5.16"]
    reading  = "corroborated"
  }

  control "9.2.2" {
    title    = "User access provisioning"
    guidance = ["provider"]
    plan     = "partial"
    note     = "Guidance is for providers only. Entitlements in code show the grant, not its approval."
    provider = "Give tenants working, documented functions to manage what their users may do; support for outside identity systems and single sign-on is encouraged alongside."
    iso27002 = ["5.18"]
    reading  = "read"
  }

  control "9.2.3" {
    title    = "Management of privileged access rights"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Privileged grants are in the plan. The guidance itself is about authentication strength, which often lives in the identity provider."
    customer = "Authenticate the people who administer your tenancy as strongly as the risk demands; multi-factor is the example given."
    provider = "Offer, or let tenants plug in, authentication strong enough for their administrators, such as multi-factor."
    iso27002 = ["8.2"]
    reading  = "read"
  }

  control "9.2.4" {
    title    = "Management of secret authentication information of users"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Static credentials and literal secrets are visible in code. The guidance asks to verify the provider's procedure, so these rules rest on the base control."
    customer = "Check that the way the provider issues and handles passwords and other secrets satisfies your own rules."
    provider = "Explain how tenants' secrets are issued and managed and how users are authenticated."
    iso27002 = ["5.17"]
    reading  = "corroborated"
  }

  control "9.2.5" {
    title    = "Review of user access rights"
    plan     = "partial"
    note     = "The review is a human act; the plan shows whether its tooling exists and whether grants lapse."
    iso27002 = ["5.18"]
    reading  = "recalled"
  }

  control "9.2.6" {
    title    = "Removal or adjustment of access rights"
    plan     = "none"
    note     = "Removal follows people leaving or moving; a plan cannot know."
    iso27002 = ["5.18"]
    reading  = "recalled"
  }

  control "9.3.1" {
    title    = "Use of secret authentication information"
    plan     = "partial"
    note     = "Secrets left in source break the user's duty to keep them confidential."
    iso27002 = ["5.17"]
    reading  = "read"
  }

  control "9.4.1" {
    title    = "Information access restriction"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Resource policies, access lists and public flags are in the plan."
    customer = "Make sure access to services, to their functions and to the data inside can be limited as your policy says, and that the limits are really in place."
    provider = "Provide the controls with which tenants limit access to services, functions and their data."
    iso27002 = ["8.3"]
    reading  = "read"
  }

  control "9.4.2" {
    title    = "Secure log-on procedures"
    plan     = "partial"
    note     = "Log-on to virtual machines is partly in the plan; console log-on is not."
    iso27002 = ["8.5"]
    reading  = "read"
  }

  control "9.4.3" {
    title    = "Password management system"
    plan     = "direct"
    note     = "Account, pool and database password rules are plain settings. Federated users are governed elsewhere."
    iso27002 = ["5.17"]
    reading  = "read"
  }

  control "9.4.4" {
    title    = "Use of privileged utility programs"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The plan shows which bypass tools are enabled; use and review are operational."
    customer = "Where privileged utilities are allowed, know which ones are used in the cloud and make sure they do not undercut the service's controls."
    provider = "State the requirements for utilities used in the service; keep those able to sidestep normal procedures to authorised people, and review and audit their use."
    iso27002 = ["8.18"]
    reading  = "corroborated"
  }

  control "9.4.5" {
    title    = "Access control to program source code"
    plan     = "partial"
    note     = "Only repositories managed by the same plan are visible."
    iso27002 = ["8.4"]
    reading  = "read"
  }

  control "10.1.1" {
    title    = "Policy on the use of cryptographic controls"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "At-rest and in-transit settings are in the plan. Strength and need depend on the organisation's risk analysis."
    customer = "Use cryptography where risk analysis calls for it, strong enough whoever supplies it. For provider-supplied cryptography, confirm it fits your policy, works with what else you use, and covers data in storage as well as moving to, from and inside the service."
    provider = "Disclose when the provider itself encrypts what it processes, and what it offers tenants for applying their own protection."
    iso27002 = ["8.24"]
    reading  = "read"
  }

  control "10.1.2" {
    title    = "Key management"
    guidance = ["customer"]
    plan     = "direct"
    note     = "Key resources, rotation, policy and custody are in the plan; the written procedure is not. Rotation, access and loss protection come from the base control; the added guidance adds whose keys they are and who may hold them."
    customer = "Know which keys belong to each cloud service and run a procedure for managing them. Get details of the provider's key facility (kinds of key, life-cycle handling, advice to tenants), and keep the provider out of keys you manage yourself or through an independent service."
    iso27002 = ["8.24"]
    reading  = "corroborated"
  }

  control "11.1.1" {
    title    = "Physical security perimeter"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.1"]
    reading  = "recalled"
  }

  control "11.1.2" {
    title    = "Physical entry controls"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.2"]
    reading  = "recalled"
  }

  control "11.1.3" {
    title    = "Securing offices, rooms and facilities"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.3"]
    reading  = "recalled"
  }

  control "11.1.4" {
    title    = "Protecting against external and environmental threats"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.5"]
    reading  = "recalled"
  }

  control "11.1.5" {
    title    = "Working in secure areas"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.6"]
    reading  = "recalled"
  }

  control "11.1.6" {
    title    = "Delivery and loading areas"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.2"]
    reading  = "recalled"
  }

  control "11.2.1" {
    title    = "Equipment siting and protection"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.8"]
    reading  = "recalled"
  }

  control "11.2.2" {
    title    = "Supporting utilities"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.11"]
    reading  = "recalled"
  }

  control "11.2.3" {
    title    = "Cabling security"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.12"]
    reading  = "recalled"
  }

  control "11.2.4" {
    title    = "Equipment maintenance"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.13"]
    reading  = "recalled"
  }

  control "11.2.5" {
    title    = "Removal of assets"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.10"]
    reading  = "recalled"
  }

  control "11.2.6" {
    title    = "Security of equipment and assets off-premises"
    plan     = "none"
    note     = "Physical; rests with the provider's facilities."
    iso27002 = ["7.9"]
    reading  = "recalled"
  }

  control "11.2.7" {
    title    = "Secure disposal or reuse of equipment"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "A customer's plan cannot show the provider's disposal. For an organisation that is itself a provider, release of its tenants' storage is partly visible."
    customer = "Get assurance that the provider has rules for the safe disposal or recycling of resources."
    provider = "See that resources, whether machines, storage, files or memory, are disposed of or recycled safely and without delay."
    iso27002 = ["7.14"]
    reading  = "corroborated"
  }

  control "11.2.8" {
    title    = "Unattended user equipment"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["8.1"]
    reading  = "recalled"
  }

  control "11.2.9" {
    title    = "Clear desk and clear screen policy"
    plan     = "none"
    note     = "People and employment; outside any configuration."
    iso27002 = ["7.7"]
    reading  = "recalled"
  }

  control "12.1.1" {
    title    = "Documented operating procedures"
    plan     = "none"
    note     = "Procedures are documents; code is at best one exhibit among them."
    iso27002 = ["5.37"]
    reading  = "recalled"
  }

  control "12.1.2" {
    title    = "Change management"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The change process is outside; its technical hooks for provider change are visible."
    customer = "Let your own change process absorb changes that the provider makes."
    provider = "Tell tenants about changes that could hurt them: the kind, the timing, the technical substance, and when they begin and end, including changes that come from upstream providers."
    iso27002 = ["8.32"]
    reading  = "read"
  }

  control "12.1.3" {
    title    = "Capacity management"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Alarms and bounds are visible; demand and forecast are not."
    customer = "Check that agreed capacity meets your needs, watch your use, and forecast demand."
    provider = "Watch total resource capacity so that a shortage does not turn into a security incident."
    iso27002 = ["8.6"]
    reading  = "read"
  }

  control "12.1.4" {
    title    = "Separation of development, testing and operational environments"
    plan     = "partial"
    note     = "Needs an environment convention to recognise which environment a resource belongs to."
    iso27002 = ["8.31"]
    reading  = "read"
  }

  control "12.2.1" {
    title    = "Controls against malware"
    plan     = "partial"
    note     = "Scanning services are visible; in-guest agents mostly are not."
    iso27002 = ["8.7"]
    reading  = "read"
  }

  control "12.3.1" {
    title    = "Information backup"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Backup schedule, retention and copies are settings. Successful restore is runtime evidence."
    customer = "Obtain the specification of any backup the provider performs and check it against your needs; where the provider offers none, the backup is yours to implement."
    provider = "Describe the backup capability: scope and timing, methods, formats and encryption, retention, integrity checks, restoring and how long it takes, testing, and where copies are kept; keep tenants' access to copies secure and separate."
    iso27002 = ["8.13"]
    reading  = "read"
  }

  control "12.4.1" {
    title    = "Event logging"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Whether logging is switched on is in the plan; the organisation's own event list is the yardstick."
    customer = "Decide which events must be logged and verify that the service does it."
    provider = "Offer tenants logging capability."
    iso27002 = ["8.15"]
    reading  = "read"
  }

  control "12.4.2" {
    title    = "Protection of log information"
    plan     = "direct"
    note     = "No added cloud guidance; the base control applies unchanged and is visible in settings."
    iso27002 = ["8.15"]
    reading  = "read"
  }

  control "12.4.3" {
    title    = "Administrator and operator logs"
    guidance = ["customer"]
    plan     = "direct"
    note     = "Management-event and session logging are settings."
    customer = "Log privileged operations that were handed to you and how they were carried out; judge whether the provider's logging is enough or needs additions of your own."
    iso27002 = ["8.15"]
    reading  = "read"
  }

  control "12.4.4" {
    title    = "Clock synchronization"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Only a custom time server is visible; the guidance is a request for information."
    customer = "Ask how the provider keeps its clocks aligned."
    provider = "Tell tenants which clock the service runs on and how to align with it."
    iso27002 = ["8.17"]
    reading  = "read"
  }

  control "12.5.1" {
    title    = "Installation of software on operational systems"
    plan     = "partial"
    note     = "Images, tags and signing are visible; later installs are not."
    iso27002 = ["8.19"]
    reading  = "read"
  }

  control "12.6.1" {
    title    = "Management of technical vulnerabilities"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Scanning and patch settings are visible; that findings get fixed is not."
    customer = "Ask how the provider manages vulnerabilities that touch your services, work out which ones are yours to manage, and define how you do so."
    provider = "Let tenants know how vulnerabilities affecting the service are managed."
    iso27002 = ["8.8"]
    reading  = "read"
  }

  control "12.6.2" {
    title    = "Restrictions on software installation"
    plan     = "none"
    note     = "Concerns what users may install; not in provider resources."
    iso27002 = ["8.19"]
    reading  = "recalled"
  }

  control "12.7.1" {
    title    = "Information systems audit controls"
    plan     = "none"
    note     = "Concerns planning of audits."
    iso27002 = ["8.34"]
    reading  = "recalled"
  }

  control "13.1.1" {
    title    = "Network controls"
    plan     = "direct"
    note     = "No added cloud guidance; firewall, route and filter settings are in the plan."
    iso27002 = ["8.20"]
    reading  = "read"
  }

  control "13.1.2" {
    title    = "Security of network services"
    plan     = "partial"
    note     = "Service features are visible; the network service agreement is not."
    iso27002 = ["8.21"]
    reading  = "read"
  }

  control "13.1.3" {
    title    = "Segregation in networks"
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Network layout is in the plan; the separation requirement must be declared."
    customer = "Define what network separation you need to keep tenants apart in a shared environment and check that the provider delivers it."
    provider = "Keep tenants' network access apart from one another and from the provider's own administration, and help tenants verify this where appropriate."
    iso27002 = ["8.22"]
    reading  = "read"
  }

  control "13.2.1" {
    title    = "Information transfer policies and procedures"
    plan     = "partial"
    note     = "Protocols are visible; the transfer rules are not."
    iso27002 = ["5.14"]
    reading  = "recalled"
  }

  control "13.2.2" {
    title    = "Agreements on information transfer"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["5.14"]
    reading  = "recalled"
  }

  control "13.2.3" {
    title    = "Electronic messaging"
    plan     = "partial"
    note     = "Mail authentication and transport settings are visible where the plan manages them."
    iso27002 = ["5.14"]
    reading  = "recalled"
  }

  control "13.2.4" {
    title    = "Confidentiality or non-disclosure agreements"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["6.6"]
    reading  = "recalled"
  }

  control "14.1.1" {
    title    = "Information security requirements analysis and specification"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "Requirements and their evaluation are documents; the rule profile chosen for a run may be one exhibit."
    customer = "Settle your security requirements first, then judge, with information requested from the provider, whether the service meets them."
    provider = "Describe the service's security capabilities well enough for tenants to judge, without giving attackers help."
    iso27002 = ["5.8"]
    reading  = "corroborated"
  }

  control "14.1.2" {
    title    = "Securing application services on public networks"
    plan     = "direct"
    note     = "No added cloud guidance; endpoints, listeners and filters are in the plan."
    iso27002 = ["8.26"]
    reading  = "recalled"
  }

  control "14.1.3" {
    title    = "Protecting application services transactions"
    plan     = "partial"
    note     = "Transport protection only; integrity and completeness belong to the application."
    iso27002 = ["8.26"]
    reading  = "recalled"
  }

  control "14.2.1" {
    title    = "Secure development policy"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    customer = "Ask about the provider's secure development practice."
    provider = "Share information about secure development practice as far as the disclosure policy permits."
    iso27002 = ["8.25"]
    reading  = "corroborated"
  }

  control "14.2.2" {
    title    = "System change control procedures"
    plan     = "none"
    note     = "The change procedure sits in the delivery pipeline. A linter run in the pipeline can be one exhibit."
    iso27002 = ["8.32"]
    reading  = "recalled"
  }

  control "14.2.3" {
    title    = "Technical review of applications after operating platform changes"
    plan     = "none"
    note     = "A test activity."
    iso27002 = ["8.32"]
    reading  = "read"
  }

  control "14.2.4" {
    title    = "Restrictions on changes to software packages"
    plan     = "none"
    note     = "A procedural control on vendor packages."
    iso27002 = ["8.32"]
    reading  = "read"
  }

  control "14.2.5" {
    title    = "Secure system engineering principles"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["8.27"]
    reading  = "read"
  }

  control "14.2.6" {
    title    = "Secure development environment"
    plan     = "partial"
    note     = "Build services managed by the plan are visible."
    iso27002 = ["8.31"]
    reading  = "read"
  }

  control "14.2.7" {
    title    = "Outsourced development"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["8.30"]
    reading  = "read"
  }

  control "14.2.8" {
    title    = "System security testing"
    plan     = "none"
    note     = "A test activity; the linter run is one exhibit."
    iso27002 = ["8.29"]
    reading  = "read"
  }

  control "14.2.9" {
    title    = "System acceptance testing"
    plan     = "none"
    note     = "A test activity."
    other    = "Testing before acceptance applies to the use of a cloud service by the customer."
    iso27002 = ["8.29"]
    reading  = "read"
  }

  control "14.3.1" {
    title    = "Protection of test data"
    plan     = "partial"
    note     = "A restore from a production snapshot is visible if environments are declared."
    iso27002 = ["8.33"]
    reading  = "read"
  }

  control "15.1.1" {
    title    = "Information security policy for supplier relationships"
    guidance = ["customer"]
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    customer = "Treat cloud providers as a kind of supplier in the supplier policy, because they reach and manage your data."
    iso27002 = ["5.19"]
    reading  = "read"
  }

  control "15.1.2" {
    title    = "Addressing security within supplier agreements"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    customer = "Confirm what the service agreement says about each side's duties, across topics such as malware, backup, cryptography, vulnerabilities, incidents, testing and audit, evidence and logs, exit, and identity and access."
    provider = "Put the security measures the provider will operate for this type of service into the agreement, so that nobody misunderstands them."
    iso27002 = ["5.20"]
    reading  = "read"
  }

  control "15.1.3" {
    title    = "Information and communication technology supply chain"
    guidance = ["provider"]
    plan     = "partial"
    note     = "Guidance is for providers only. Third-party code and outside principals in the plan are traces of the chain."
    provider = "When building on other providers, keep tenants at or above the promised level; set security objectives for suppliers in the chain and require them to manage their risks."
    iso27002 = ["5.21"]
    reading  = "corroborated"
  }

  control "15.2.1" {
    title    = "Monitoring and review of supplier services"
    plan     = "none"
    note     = "Monitoring a supplier is an activity."
    iso27002 = ["5.22"]
    reading  = "read"
  }

  control "15.2.2" {
    title    = "Managing changes to supplier services"
    plan     = "none"
    note     = "Handling supplier changes is an activity; technical hooks are under 12.1.2."
    iso27002 = ["5.22"]
    reading  = "read"
  }

  control "16.1.1" {
    title    = "Responsibilities and procedures"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "Procedures and allocation are documents."
    customer = "Check that the split of incident duties suits your needs."
    provider = "State who does what in an incident and document what will be reported, how openly, how fast, by what route, to whom, and which remedies exist."
    iso27002 = ["5.24"]
    reading  = "read"
  }

  control "16.1.2" {
    title    = "Reporting information security events"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Contact points and event routes can be registered in code."
    customer = "Ask which channels exist for you to report events, for the provider to report to you, and for you to follow progress."
    provider = "Run channels for reporting in both directions and for tracking a reported event."
    iso27002 = ["6.8"]
    reading  = "read"
  }

  control "16.1.3" {
    title    = "Reporting information security weaknesses"
    plan     = "none"
    note     = "An activity carried out by people after detection."
    iso27002 = ["6.8"]
    reading  = "read"
  }

  control "16.1.4" {
    title    = "Assessment of and decision on information security events"
    plan     = "none"
    note     = "An activity carried out by people after detection."
    iso27002 = ["5.25"]
    reading  = "read"
  }

  control "16.1.5" {
    title    = "Response to information security incidents"
    plan     = "none"
    note     = "An activity carried out by people after detection."
    iso27002 = ["5.26"]
    reading  = "recalled"
  }

  control "16.1.6" {
    title    = "Learning from information security incidents"
    plan     = "none"
    note     = "An activity carried out by people after detection."
    iso27002 = ["5.27"]
    reading  = "recalled"
  }

  control "16.1.7" {
    title    = "Collection of evidence"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Agreement is outside; what would remain as evidence is visible."
    customer = "Settle with the provider how a request for evidence, or for other information held inside the cloud, will be answered."
    provider = "Same guidance as for the customer."
    iso27002 = ["5.28"]
    reading  = "corroborated"
  }

  control "17.1.1" {
    title    = "Planning information security continuity"
    plan     = "none"
    note     = "A document, agreement or decision; a plan holds no trace of it."
    iso27002 = ["5.29"]
    reading  = "recalled"
  }

  control "17.1.2" {
    title    = "Implementing information security continuity"
    plan     = "partial"
    note     = "Copies and failover partners are visible; the plan that uses them is not."
    iso27002 = ["5.29"]
    reading  = "recalled"
  }

  control "17.1.3" {
    title    = "Verify, review and evaluate information security continuity"
    plan     = "partial"
    note     = "Only scheduled restore tests show in configuration."
    iso27002 = ["5.29"]
    reading  = "recalled"
  }

  control "17.2.1" {
    title    = "Availability of information processing facilities"
    plan     = "direct"
    note     = "No added cloud guidance; redundancy is a setting. Which services need it must be declared."
    iso27002 = ["8.14"]
    reading  = "recalled"
  }

  control "18.1.1" {
    title    = "Identification of applicable legislation and contractual requirements"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Jurisdiction follows from location and provider; the law does not."
    customer = "Count the laws of the provider's jurisdictions among those that may apply, and ask for proof that the provider complies with what your business needs."
    provider = "Tell tenants which jurisdictions govern the service, know your own legal duties (for example on encrypting personal data) and give proof of compliance on request."
    iso27002 = ["5.31"]
    reading  = "corroborated"
  }

  control "18.1.2" {
    title    = "Intellectual property rights"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Elastic use of own licences is visible; the licence terms are not."
    customer = "Have a procedure that spots cloud-specific licence terms before licensed software goes in, above all where elasticity could exceed the entitled systems or cores."
    provider = "Have a process for answering intellectual-property complaints."
    iso27002 = ["5.32"]
    reading  = "read"
  }

  control "18.1.3" {
    title    = "Protection of records"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Retention and locks are visible; the guidance is a request for information."
    customer = "Ask how the provider protects the records it keeps about your use of the service."
    provider = "Tell tenants how records about their use are protected."
    iso27002 = ["5.33"]
    reading  = "read"
  }

  control "18.1.4" {
    title    = "Privacy and protection of personally identifiable information"
    plan     = "partial"
    note     = "No added guidance beyond a pointer to ISO/IEC 27018; discovery and masking services are visible."
    other    = "Points to ISO/IEC 27018 for personal data."
    iso27002 = ["5.34"]
    reading  = "read"
  }

  control "18.1.5" {
    title    = "Regulation of cryptographic controls"
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Key location and module class are visible; whether they are lawful is a legal question."
    customer = "Verify that the cryptography applied in the service agrees with contracts, laws and regulations."
    provider = "Describe the cryptographic controls in place so that tenants can check them against their duties."
    iso27002 = ["5.31"]
    reading  = "corroborated"
  }

  control "18.2.1" {
    title    = "Independent review of information security"
    guidance = ["customer", "provider"]
    plan     = "none"
    note     = "Independence cannot come from the organisation's own linter. Its report may be one exhibit among a provider's documented proof."
    customer = "Ask for documented proof that the provider's controls and guidelines are as claimed."
    provider = "Back the claims with documents. Where audits by each tenant are impractical or would add risk, offer independent assurance, normally an audit by others, or failing that a self-assessment with its method and outcome disclosed."
    iso27002 = ["5.35"]
    reading  = "corroborated"
  }

  control "18.2.2" {
    title    = "Compliance with security policies and standards"
    plan     = "partial"
    note     = "Guardrail policies are visible. The run itself is a check against the organisation's own standard."
    iso27002 = ["5.36"]
    reading  = "recalled"
  }

  control "18.2.3" {
    title    = "Technical compliance review"
    plan     = "partial"
    note     = "Posture services are visible. The run itself is one technical review of the planned state."
    iso27002 = ["5.36", "8.8"]
    reading  = "recalled"
  }

  control "CLD.6.3.1" {
    title    = "Shared roles and responsibilities within a cloud computing environment"
    own      = true
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "Responsibilities are documented elsewhere. The plan gives the list of services that need an entry, and who owns each."
    customer = "Create or extend policies and procedures for cloud use and make users aware of their part."
    provider = "Document and publish the provider's own capabilities and duties together with those the tenant must take on."
    nearest  = ["5.2", "5.23"]
    reading  = "read"
  }

  control "CLD.8.1.5" {
    title    = "Removal of cloud service customer assets"
    own      = true
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The exit process is a document. Settings that would block return or leave copies behind are visible."
    customer = "Ask for a written exit process: the list of assets, the timetable, their return, and deletion of every copy from the provider's systems."
    provider = "Say how tenant assets are returned and removed at the end of the agreement, put it in the agreement, name the assets covered, and do it on time."
    nearest  = ["5.11", "5.23", "8.10"]
    reading  = "read"
  }

  control "CLD.9.5.1" {
    title    = "Segregation in virtual computing environments"
    own      = true
    guidance = ["provider"]
    plan     = "partial"
    note     = "Guidance is for providers only. Fires only under a provider profile with a declared tenancy model."
    provider = "Separate data, applications, operating systems, storage and networks logically between tenants and away from the provider's own administration; isolate tenants' resources in multi-tenant services and weigh the risk of running tenant-supplied software."
    nearest  = ["8.22", "8.3"]
    reading  = "read"
  }

  control "CLD.9.5.2" {
    title    = "Virtual machine hardening"
    own      = true
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Ports, metadata service, boot integrity and agents are settings; in-guest hardening is not."
    customer = "Harden every virtual machine you configure: close what the workload does not use, and equip each machine with protective tooling, malware defence and logging being the examples."
    provider = "Same guidance as for the customer."
    nearest  = ["8.9", "8.7"]
    reading  = "read"
  }

  control "CLD.12.1.5" {
    title    = "Administrator's operational security"
    own      = true
    guidance = ["customer", "provider"]
    plan     = "partial"
    note     = "The guidance asks for procedures and supervision. Guards, and destructive steps in the plan itself, are visible."
    customer = "Write down how operations are done whose failure could wipe out assets for good (setting up, altering or removing virtual machines, networks or disks; leaving a service; copying and restoring data), and have someone senior watch them."
    provider = "Supply documentation of critical operations and their procedures to tenants who need it."
    other    = "Names examples of such operations, deleting and restoring among them."
    nearest  = ["5.37", "8.2", "8.32"]
    reading  = "read"
  }

  control "CLD.12.4.5" {
    title    = "Monitoring of cloud services"
    own      = true
    guidance = ["customer", "provider"]
    plan     = "direct"
    note     = "Whether the monitoring capability is switched on is a setting. The customer guidance asks only to request information; rules rest on the control statement."
    customer = "Ask which monitoring capabilities each service makes available."
    provider = "Let tenants monitor agreed aspects of their own use, such as misuse as an attack platform or leaking of sensitive data; show only their own instances, control access, document it, and keep it consistent with event logs and service levels."
    nearest  = ["8.16", "8.15"]
    reading  = "read"
  }

  control "CLD.13.1.4" {
    title    = "Alignment of security management for virtual and physical networks"
    own      = true
    guidance = ["provider"]
    plan     = "partial"
    note     = "Guidance is for providers only, yet it covers virtual network configuration by any means, code included. Needs the written network standard as input."
    provider = "Have a written policy for configuring virtual networks that agrees with the one for physical networks, and make the virtual configuration match it by whatever means it was created."
    nearest  = ["8.20", "8.9"]
    reading  = "read"
  }
}

# Published in July 2026. The roles are read from one public condensation of its tables, to be verified on a licensed
# copy. A control without guidance is taken over from ISO/IEC 27002:2022 unchanged.
edition "2026" {
  standard  = "ISO/IEC 27017:2026"
  numbering = "ISO/IEC 27002:2022"

  control "5.1" {
    title    = "Policies for information security"
    guidance = ["customer", "provider"]
    from     = ["5.1.1", "5.1.2"]
  }

  control "5.2" {
    title    = "Information security roles and responsibilities"
    guidance = ["customer", "provider"]
    from     = ["6.1.1"]
  }

  control "5.3" {
    title = "Segregation of duties"
    from  = ["6.1.2"]
  }

  control "5.4" {
    title = "Management responsibilities"
    from  = ["7.2.1"]
  }

  control "5.5" {
    title = "Contact with authorities"
    from  = ["6.1.3"]
  }

  control "5.6" {
    title = "Contact with special interest groups"
    from  = ["6.1.4"]
  }

  control "5.7" {
    title    = "Threat intelligence"
    guidance = ["customer", "provider"]
  }

  control "5.8" {
    title    = "Information security in project management"
    guidance = ["customer", "provider"]
    from     = ["14.1.1"]
  }

  control "5.9" {
    title    = "Inventory of information and other associated assets"
    guidance = ["customer", "provider"]
    gist     = "The inventory knows what lies in which service and where on the map."
    from     = ["8.1.1", "8.1.2"]
  }

  control "5.10" {
    title = "Acceptable use of information and other associated assets"
    from  = ["8.1.3", "8.2.3"]
  }

  control "5.11" {
    title    = "Return of assets"
    guidance = ["customer", "provider"]
    from     = ["CLD.8.1.5"]
  }

  control "5.12" {
    title = "Classification of information"
    from  = ["8.2.1"]
  }

  control "5.13" {
    title    = "Labelling of information"
    guidance = ["customer", "provider"]
    gist     = "Labels by the customer's own scheme, with the provider's tagging where it fits."
    from     = ["8.2.2"]
  }

  control "5.14" {
    title = "Information transfer"
    from  = ["13.2.1", "13.2.3"]
  }

  control "5.15" {
    title = "Access control"
    from  = ["9.1.2", "9.1.1"]
  }

  control "5.16" {
    title    = "Identity management"
    guidance = ["customer", "provider"]
    from     = ["9.2.1"]
  }

  control "5.17" {
    title    = "Authentication information"
    guidance = ["customer", "provider"]
    from     = ["9.2.4", "9.4.3"]
  }

  control "5.18" {
    title    = "Access rights"
    guidance = ["customer", "provider"]
    from     = ["9.2.2"]
  }

  control "5.19" {
    title = "Information security in supplier relationships"
    from  = ["15.1.1"]
  }

  control "5.20" {
    title    = "Addressing information security within supplier agreements"
    guidance = ["customer", "provider"]
    from     = ["15.1.2"]
  }

  control "5.21" {
    title    = "Managing information security in the ICT supply chain"
    guidance = ["provider"]
    from     = ["15.1.3"]
  }

  control "5.22" {
    title = "Monitoring, review and change management of supplier services"
    from  = ["15.2.1", "15.2.2"]
  }

  control "5.23" {
    title = "Information security for use of cloud services"
  }

  control "5.24" {
    title    = "Information security incident management planning and preparation"
    guidance = ["customer", "provider"]
    from     = ["16.1.1"]
  }

  control "5.25" {
    title = "Assessment and decision on information security events"
    from  = ["16.1.4"]
  }

  control "5.26" {
    title = "Response to information security incidents"
    from  = ["16.1.5"]
  }

  control "5.27" {
    title = "Learning from information security incidents"
    from  = ["16.1.6"]
  }

  control "5.28" {
    title    = "Collection of evidence"
    guidance = ["customer", "provider"]
    from     = ["16.1.7"]
  }

  control "5.29" {
    title = "Information security during disruption"
    from  = ["17.1.1", "17.1.2", "17.1.3"]
  }

  control "5.30" {
    title    = "ICT readiness for business continuity"
    guidance = ["customer", "provider"]
    gist     = "What the service level promises must meet the recovery time, and its backups the recovery point, that the customer needs; redundancy across services is considered."
  }

  control "5.31" {
    title    = "Legal, statutory, regulatory and contractual requirements"
    guidance = ["customer", "provider"]
    gist     = "Governing law, the countries where data may be kept and processed, and the law on cryptography are known; the place for data location."
    from     = ["18.1.1", "18.1.5", "6.1.3"]
  }

  control "5.32" {
    title    = "Intellectual property rights"
    guidance = ["customer", "provider"]
    from     = ["18.1.2"]
  }

  control "5.33" {
    title    = "Protection of records"
    guidance = ["customer", "provider"]
    from     = ["18.1.3"]
  }

  control "5.34" {
    title = "Privacy and protection of PII"
    from  = ["18.1.4"]
  }

  control "5.35" {
    title    = "Independent review of information security"
    guidance = ["customer", "provider"]
    from     = ["18.2.1"]
  }

  control "5.36" {
    title = "Compliance with policies, rules and standards for information security"
    from  = ["18.2.2", "18.2.3"]
  }

  control "5.37" {
    title    = "Documented operating procedures"
    guidance = ["customer", "provider"]
    gist     = "Operations that can destroy what cannot be got back (creating, changing and deleting virtual resources, keys, termination, backup and restore) have procedures and are watched; a destructive change in a plan belongs here."
    from     = ["CLD.12.1.5"]
  }

  control "5.38" {
    title    = "Shared roles and responsibilities in a cloud environment"
    own      = true
    guidance = ["customer", "provider"]
    gist     = "Who does what for security is split between both parties, written down and kept current."
    from     = ["CLD.6.3.1"]
  }

  control "5.39" {
    title    = "Agreement on cloud service partner roles and responsibilities"
    own      = true
    guidance = ["customer", "provider"]
    gist     = "Partners that resell, integrate or broker a service are bound to stated duties too. Not visible in a plan, save trusts and delegations to a partner's account or tenant."
  }

  control "6.1" {
    title = "Screening"
    from  = ["7.1.1"]
  }

  control "6.2" {
    title = "Terms and conditions of employment"
    from  = ["7.1.2"]
  }

  control "6.3" {
    title    = "Information security awareness, education and training"
    guidance = ["customer", "provider"]
    from     = ["7.2.2"]
  }

  control "6.4" {
    title = "Disciplinary process"
    from  = ["7.2.3"]
  }

  control "6.5" {
    title = "Responsibilities after termination or change of employment"
    from  = ["7.3.1"]
  }

  control "6.6" {
    title = "Confidentiality or non-disclosure agreements"
    from  = ["13.2.4"]
  }

  control "6.7" {
    title = "Remote working"
    from  = ["6.2.2"]
  }

  control "6.8" {
    title    = "Information security event reporting"
    guidance = ["customer", "provider"]
    from     = ["16.1.2"]
  }

  control "7.1" {
    title = "Physical security perimeters"
    from  = ["11.1.1"]
  }

  control "7.2" {
    title = "Physical entry"
    from  = ["11.1.2", "11.1.6"]
  }

  control "7.3" {
    title = "Securing offices, rooms and facilities"
    from  = ["11.1.3"]
  }

  control "7.4" {
    title = "Physical security monitoring"
  }

  control "7.5" {
    title = "Protecting against physical and environmental threats"
    from  = ["11.1.4"]
  }

  control "7.6" {
    title = "Working in secure areas"
    from  = ["11.1.5"]
  }

  control "7.7" {
    title = "Clear desk and clear screen"
    from  = ["11.2.9"]
  }

  control "7.8" {
    title = "Equipment siting and protection"
    from  = ["11.2.1"]
  }

  control "7.9" {
    title = "Security of assets off-premises"
    from  = ["11.2.6"]
  }

  control "7.10" {
    title = "Storage media"
    from  = ["8.3.1", "8.3.2", "8.3.3", "11.2.5"]
  }

  control "7.11" {
    title = "Supporting utilities"
    from  = ["11.2.2"]
  }

  control "7.12" {
    title = "Cabling security"
    from  = ["11.2.3"]
  }

  control "7.13" {
    title = "Equipment maintenance"
    from  = ["11.2.4"]
  }

  control "7.14" {
    title    = "Secure disposal or re-use of equipment"
    guidance = ["customer", "provider"]
    from     = ["11.2.7"]
  }

  control "8.1" {
    title = "User endpoint devices"
    from  = ["6.2.1", "11.2.8"]
  }

  control "8.2" {
    title    = "Privileged access rights"
    guidance = ["customer", "provider"]
    gist     = "Administrators of the cloud service authenticate more strongly than with a password alone."
    from     = ["9.2.3"]
  }

  control "8.3" {
    title    = "Information access restriction"
    guidance = ["customer", "provider"]
    gist     = "Access to services, their functions and the data in them can be and is restricted by the customer's policy."
    from     = ["9.4.1"]
  }

  control "8.4" {
    title = "Access to source code"
    from  = ["9.4.5"]
  }

  control "8.5" {
    title = "Secure authentication"
    from  = ["9.4.2"]
  }

  control "8.6" {
    title    = "Capacity management"
    guidance = ["customer", "provider"]
    from     = ["12.1.3"]
  }

  control "8.7" {
    title = "Protection against malware"
    from  = ["12.2.1"]
  }

  control "8.8" {
    title    = "Management of technical vulnerabilities"
    guidance = ["customer", "provider"]
    from     = ["12.6.1"]
  }

  control "8.9" {
    title    = "Configuration management"
    guidance = ["customer", "provider"]
    gist     = "Secure configuration is defined, applied from templates and watched for departures: the control a plan linter as a whole supports. Where CLD.9.5.2 went is our reading."
    from     = ["CLD.9.5.2"]
  }

  control "8.10" {
    title    = "Information deletion"
    guidance = ["customer", "provider"]
    gist     = "Ending the service is planned: what is removed, all copies included, and when."
    from     = ["CLD.8.1.5"]
  }

  control "8.11" {
    title    = "Data masking"
    guidance = ["customer", "provider"]
  }

  control "8.12" {
    title = "Data leakage prevention"
  }

  control "8.13" {
    title    = "Information backup"
    guidance = ["customer", "provider"]
    gist     = "The provider's backup meets the need or the customer makes its own; scope, retention, encryption, place and restore are known."
    from     = ["12.3.1"]
  }

  control "8.14" {
    title = "Redundancy of information processing facilities"
    from  = ["17.2.1"]
  }

  control "8.15" {
    title    = "Logging"
    guidance = ["customer", "provider"]
    gist     = "The customer says what must be logged and sees to it, delegated privileged operations included."
    from     = ["12.4.1", "12.4.2", "12.4.3"]
  }

  control "8.16" {
    title    = "Monitoring activities"
    guidance = ["customer", "provider"]
    gist     = "The service is watched, also for being used to attack others; who may see what is limited to one's own instances."
    from     = ["CLD.12.4.5"]
  }

  control "8.17" {
    title    = "Clock synchronisation"
    guidance = ["customer", "provider"]
    from     = ["12.4.4"]
  }

  control "8.18" {
    title    = "Use of privileged utility programs"
    guidance = ["customer", "provider"]
    from     = ["9.4.4"]
  }

  control "8.19" {
    title = "Installation of software on operational systems"
    from  = ["12.5.1", "12.6.2"]
  }

  control "8.20" {
    title    = "Network security"
    guidance = ["provider"]
    gist     = "Virtual networks follow the policy of the physical ones, whatever tool configures them."
    from     = ["CLD.13.1.4", "13.1.1"]
  }

  control "8.21" {
    title = "Security of network services"
    from  = ["13.1.2"]
  }

  control "8.22" {
    title = "Segregation of networks"
    from  = ["13.1.3"]
  }

  control "8.23" {
    title = "Web filtering"
  }

  control "8.24" {
    title    = "Use of cryptography"
    guidance = ["customer", "provider"]
    gist     = "Cryptography at rest and in transit, to, from and within the service, meets the customer's requirements; keys, their life and their custody are known, and run by the customer where needed."
    from     = ["10.1.1", "10.1.2"]
  }

  control "8.25" {
    title    = "Secure development life cycle"
    guidance = ["customer", "provider"]
    from     = ["14.2.1"]
  }

  control "8.26" {
    title = "Application security requirements"
    from  = ["14.1.2", "14.1.3"]
  }

  control "8.27" {
    title = "Secure system architecture and engineering principles"
    from  = ["14.2.5"]
  }

  control "8.28" {
    title = "Secure coding"
  }

  control "8.29" {
    title = "Security testing in development and acceptance"
    from  = ["14.2.8", "14.2.9"]
  }

  control "8.30" {
    title = "Outsourced development"
    from  = ["14.2.7"]
  }

  control "8.31" {
    title = "Separation of development, test and production environments"
    from  = ["12.1.4", "14.2.6"]
  }

  control "8.32" {
    title    = "Change management"
    guidance = ["customer", "provider"]
    from     = ["12.1.2"]
  }

  control "8.33" {
    title = "Test information"
    from  = ["14.3.1"]
  }

  control "8.34" {
    title = "Protection of information systems during audit testing"
    from  = ["12.7.1"]
  }

  control "8.35" {
    title    = "Segregation in virtual computing environments"
    own      = true
    guidance = ["provider"]
    gist     = "Tenants are kept apart from each other and from the provider's own administration. Which role the edition addresses, and where virtual machine hardening went, is not known here for certain."
    from     = ["CLD.9.5.1", "CLD.9.5.2"]
  }

  control "8.36" {
    title    = "Detection and prevention of unauthorised use of cloud services"
    own      = true
    guidance = ["customer"]
    gist     = "Use of services nobody approved is found and stopped: organisation guardrails, allowed services and regions, detection of new accounts."
  }
}
