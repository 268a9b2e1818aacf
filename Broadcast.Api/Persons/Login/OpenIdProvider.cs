using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Persons.Login;

/// <summary>
/// The configured provider: where its login is, and the exchange of a code for an ID token, which is verified against the provider's key set. Its
/// addresses and keys are fetched when they are first needed, and again twice a day and after a key that is not known. Any thread may call.
/// </summary>
internal sealed partial class OpenIdProvider(IHttpClientFactory clients, IOptions<PersonOptions> options, TimeProvider time, ILogger<OpenIdProvider> logger)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "openid-connect";

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lazy<ConfigurationManager<OpenIdConnectConfiguration>> _configuration = new(() => new ConfigurationManager<OpenIdConnectConfiguration>(
        $"{options.Value.OpenIdConnect.Authority.TrimEnd('/')}/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(clients.CreateClient(Client)) { RequireHttps = !new Uri(options.Value.OpenIdConnect.Authority).IsLoopback }));

    public bool IsSet => options.Value.OpenIdConnect.Authority.Length > 0;

    private LoginOptions Login => options.Value.OpenIdConnect;

    /// <summary>Where to send the browser; null when the provider does not answer.</summary>
    /// <param name="returnsTo">Where the provider sends it back to.</param>
    /// <param name="state">This visit's.</param>
    /// <param name="links">
    /// True when the login is linked to a person for good: then the provider is asked to let the visitor choose the account, because somebody else may
    /// be logged in there in a browser that several share.
    /// </param>
    /// <param name="states">The secrets that follow from the state.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<string?> AddressAsync(string returnsTo, string state, bool links, LoginState states, CancellationToken cancellation)
    {
        try
        {
            var provider = await _configuration.Value.GetConfigurationAsync(cancellation);
            return new OpenIdConnectMessage
            {
                EnableTelemetryParameters = false,
                IssuerAddress = provider.AuthorizationEndpoint,
                ClientId = Login.ClientId,
                ResponseType = OpenIdConnectResponseType.Code,
                Scope = "openid profile",
                RedirectUri = returnsTo,
                State = state,
                Nonce = states.Nonce(state),
                Prompt = links ? "select_account" : null,
                Parameters = { ["code_challenge"] = states.Challenge(state), ["code_challenge_method"] = "S256" },
            }.CreateAuthenticationRequestUrl();
        }
        catch (InvalidOperationException failed)
        {
            // What the library throws for a provider that cannot be read.
            NotReached(logger, failed.Message);
            return null;
        }
    }

    /// <summary>Who has logged in; null when the code or the ID token is not good.</summary>
    public async Task<LinkingPerson?> RedeemAsync(string code, string returnsTo, string state, LoginState states, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            var provider = await _configuration.Value.GetConfigurationAsync(ends.Token);
            return await ExchangeAsync(provider, code, returnsTo, states.Verifier(state), ends.Token) is { } token
                ? await ReadAsync(provider, token, states.Nonce(state))
                : null;
        }
        catch (Exception failed) when (failed is HttpRequestException or InvalidOperationException or JsonException
            || (failed is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            NotReached(logger, failed.Message);
            return null;
        }
    }

    private async Task<string?> ExchangeAsync(OpenIdConnectConfiguration provider, string code, string returnsTo, string verifier, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = returnsTo,
                ["code_verifier"] = verifier,
            }),
        };
        // RFC 6749, section 2.3.1: each part is form-encoded before they are joined.
        var secret = $"{Uri.EscapeDataString(Login.ClientId)}:{Uri.EscapeDataString(Login.ClientSecret)}";
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
        using var client = clients.CreateClient(Client);
        using var answer = await client.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            NotRedeemed(logger, $"status {(int)answer.StatusCode}");
            return null;
        }

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellation));
        return body.RootElement.TryGetProperty("id_token", out var token) ? token.GetString() : null;
    }

    /// <summary>OpenID Connect Core 1.0, section 3.1.3.7: issuer, audience, signature, times, nonce.</summary>
    private async Task<LinkingPerson?> ReadAsync(OpenIdConnectConfiguration provider, string token, string nonce)
    {
        var read = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = Login.ClientId,
            IssuerSigningKeys = provider.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
            LifetimeValidator = (_, _, known, _) => TokenTimes.Hold(known, time.GetUtcNow()),
        });
        if (read.Exception is SecurityTokenSignatureKeyNotFoundException)
            // The provider has a new key: it is known the next time.
            _configuration.Value.RequestRefresh();
        if (!read.IsValid || read.SecurityToken is not JsonWebToken verified || !verified.TryGetPayloadValue<string>("nonce", out var given) || given != nonce
            || string.IsNullOrWhiteSpace(verified.Subject) || verified.Subject.Length > NewRevocation.Longest)
        {
            NotRedeemed(logger, read.Exception?.GetType().Name ?? "the nonce, or no subject");
            return null;
        }

        var id = Caller.PersonId(verified.Issuer, verified.Subject);
        var name = verified.TryGetPayloadValue<string>("name", out var called) ? called : null;
        return new LinkingPerson(id, PlainLine.Cut(name, 20) ?? Caller.NameOf(id), verified.Issuer, verified.Subject, Proof.Issuer);
    }

    [LoggerMessage(EventName = nameof(NotReached), Level = LogLevel.Warning, Message = "The provider of Persons:OpenIdConnect could not be used: {Reason}")]
    private static partial void NotReached(ILogger logger, string reason);

    [LoggerMessage(EventName = nameof(NotRedeemed), Level = LogLevel.Warning, Message = "A login at Persons:OpenIdConnect was refused: {Reason}")]
    private static partial void NotRedeemed(ILogger logger, string reason);
}
