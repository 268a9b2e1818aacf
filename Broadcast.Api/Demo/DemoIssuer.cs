using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Demo;

/// <summary>
/// The demo's login: an issuer of persons' tokens with a key that is new at each start, so that whoever reads <c>demo.json</c> can sign the
/// tokens of persons. An installation of services apart names it in <c>Tokens:Issuers</c> of all of them, and the demo uses that key.
/// </summary>
internal static class DemoIssuer
{
    /// <summary>The <c>iss</c> of its tokens.</summary>
    public const string Name = "https://login.festival.example";

    /// <summary>Not a number, so that the issuers of the configuration keep theirs.</summary>
    private const string Entry = $"{TokenOptions.Section}:{nameof(TokenOptions.Issuers)}:demo";

    /// <summary>Adds the issuer, unless it is configured.</summary>
    public static void Configure(IConfigurationManager configuration)
    {
        if (configuration.GetSection($"{TokenOptions.Section}:{nameof(TokenOptions.Issuers)}").GetChildren().Any(issuer => issuer[nameof(PersonIssuer.Issuer)] == Name))
            return;

        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData =
            [
                new($"{Entry}:{nameof(PersonIssuer.Issuer)}", Name),
                new($"{Entry}:{nameof(PersonIssuer.SharedKey)}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            ],
        });
    }

    /// <summary>A token of one of its persons.</summary>
    public static string Sign(TokenOptions tokens, string subject, string name, DateTimeOffset expires)
    {
        var issuer = Of(tokens);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer.Issuer,
            Audience = issuer.Audience,
            Expires = expires.UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject, ["name"] = name },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(issuer.SharedKey)), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Its part of <c>demo.json</c>: what a person's token needs.</summary>
    public static JsonObject Document(TokenOptions tokens)
    {
        var issuer = Of(tokens);
        return new JsonObject { ["iss"] = issuer.Issuer, ["aud"] = issuer.Audience, ["key"] = issuer.SharedKey };
    }

    private static PersonIssuer Of(TokenOptions tokens) => tokens.Issuers.First(known => known.Issuer == Name);
}
