# Functions that rules of several services share.

# Whether two resources live in the same region: that of their own `region` argument (provider 6 and later), else that
# of their provider. Two resources of one provider configuration share a region even where its name is not known.
function "aws_same_region" {
  params = [a, b]
  result = (
    default(a.region, provider_of(a).region) == default(b.region, provider_of(b).region)
    || (a.region == null && b.region == null && address(provider_of(a)) == address(provider_of(b)))
  )
}
