using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>
/// Gives the person who started the demo access to it: <c>demo.json</c> in the data directory, readable by its owner only, and links on the
/// terminal. Tokens are in the fragment of a link, which browsers do not send; they are never logged.
/// </summary>
internal sealed class DemoDoors(
    IServiceScopeFactory scopes, DataDirectory directory, DemoSecrets secrets, DemoAddresses addresses, IOptions<TokenOptions> tokens)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string DocumentFile => directory.File("demo.json");

    /// <summary>Deletes the file of an earlier start.</summary>
    public void Close()
    {
        directory.Make();
        File.Delete(DocumentFile);
    }

    public async Task OpenAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var cast = ActivatorUtilities.CreateInstance<DemoCast>(scope.ServiceProvider);
        var director = await cast.OperatorAsync(cancellation);
        var anchor = await cast.AnchorAsync(cancellation);
        var moderator = await cast.ModeratorAsync(cancellation);
        var document = new JsonObject
        {
            ["http"] = addresses.Http,
            ["rtmp"] = addresses.Rtmp,
            ["festival"] = DemoProgramme.Id.Value,
            ["operatorToken"] = director.Token,
            ["anchorToken"] = anchor.Token,
            ["moderatorToken"] = moderator.Token,
            ["auditorToken"] = (await cast.AuditorAsync(cancellation)).Token,
            ["shipperToken"] = (await cast.ShipperAsync(cancellation)).Token,
            ["machineKey"] = await ActivatorUtilities.CreateInstance<DemoMachine>(scope.ServiceProvider).KeyAsync(cancellation),
            ["shops"] = new JsonObject
            {
                [DemoShop.Id] = new JsonObject { ["webhookSecret"] = await ActivatorUtilities.CreateInstance<DemoShop>(scope.ServiceProvider).SecretAsync(cancellation) },
            },
            ["issuer"] = DemoIssuer.Document(tokens.Value),
            ["stages"] = new JsonObject(secrets.StreamKeys.Select(key => KeyValuePair.Create<string, JsonNode?>(key.Key, new JsonObject { ["streamKey"] = key.Value.Text }))),
        };
        directory.Make();
        OwnerFile.Write(DocumentFile, document.ToJsonString(Indented));
        await Console.Out.WriteLineAsync(Links(director, anchor, moderator));
    }

    private string Links(DemoMember director, DemoMember anchor, DemoMember moderator)
    {
        var http = addresses.Http;
        return $"""

            The festival is on. Open:
              home     {http}/
              watch    {http}/watch/{DemoProgramme.Id}
              anchor   {http}/anchor#token={anchor.Token}
              control  {http}/control#token={director.Token}
            Sign in:   {director.Email} {director.Password}   |   {anchor.Email} {anchor.Password}
                       {moderator.Email} {moderator.Password}
            Push to:   {addresses.Rtmp}/KEY, keys and tokens in {DocumentFile}

            """;
    }
}
