namespace Broadcast.Api.Persons.Login;

/// <summary>A login that viewers are sent to, by OpenID Connect. Set all three, or none.</summary>
public sealed record LoginOptions
{
    /// <summary>The provider's issuer: below it is <c>/.well-known/openid-configuration</c>.</summary>
    public string Authority { get; init; } = "";

    /// <summary>This service, as the provider knows it.</summary>
    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";
}
