using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.SecondFactor;

/// <summary>Seals the secrets of authenticator apps with the root key, and opens them. Any thread may call.</summary>
internal sealed class SealedAuthenticators(RootKey root) : IRootSealed
{
    public byte[] Seal(string account, byte[] secret) => root.Seal(PlaceOf(account), secret);

    public byte[] Open(Authenticator app) => root.Open(PlaceOf(app.AccountId), app.Secret);

    public async Task SealAgainAsync(FestivalDb database, RootKey present, CancellationToken cancellation)
    {
        foreach (var app in await database.Authenticators.ToListAsync(cancellation))
            app.Secret = present.SealAgain(PlaceOf(app.AccountId), app.Secret);
    }

    private static string PlaceOf(string account) => $"StaffAuthenticators/{account}";
}
