using System.Text;
using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Simulcast;

/// <summary>Seals the stream keys of other platforms with the root key, and opens them. Any thread may call.</summary>
internal sealed class PushTargetKeys(RootKey root) : IRootSealed
{
    public byte[] Seal(string target, string key) => root.Seal(PlaceOf(target), Encoding.UTF8.GetBytes(key));

    public string Open(PushTarget target) => Encoding.UTF8.GetString(root.Open(PlaceOf(target.Id), target.Key));

    public async Task SealAgainAsync(FestivalDb database, RootKey present, CancellationToken cancellation)
    {
        foreach (var target in await database.PushTargets.ToListAsync(cancellation))
            target.Key = present.SealAgain(PlaceOf(target.Id), target.Key);
    }

    private static string PlaceOf(string target) => $"PushTargets/{target}";
}
