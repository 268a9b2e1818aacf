using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Keys;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Sealed;

/// <summary>Stores personal data so that only a host with the root key can read it, and nobody once its own key is deleted.</summary>
internal sealed class SealedBox(RootKey root, TimeProvider time)
{
    /// <summary>Seals <paramref name="content"/>; it is stored by the next save of <paramref name="database"/>.</summary>
    /// <param name="database">Saves it with what it belongs to.</param>
    /// <param name="kind">What it belongs to, such as <c>claim</c>.</param>
    /// <param name="id">Unique among all kinds, such as 128 random bits in hex.</param>
    /// <param name="content">Written as JSON.</param>
    public void Add<T>(FestivalDb database, string kind, string id, T content)
    {
        var key = RandomNumberGenerator.GetBytes(AesSeal.KeySize);
        var plain = JsonSerializer.SerializeToUtf8Bytes(content, ContractJson.Options);
        try
        {
            database.Add(new DataKey { Id = id, Wrapped = root.Seal(DataKey.PlaceOf(id), key), MadeAt = time.GetUtcNow() });
            database.Add(new SealedRecord { Id = id, Kind = kind, Closed = AesSeal.Seal(key, Place(kind, id), plain) });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Null when it was shredded.</summary>
    public async Task<T?> OpenAsync<T>(FestivalDb database, string kind, string id, CancellationToken cancellation) where T : class
    {
        var found = await database.SealedRecords.AsNoTracking().Where(record => record.Id == id && record.Kind == kind)
            .Join(database.DataKeys.AsNoTracking(), record => record.Id, key => key.Id, (record, key) => new Locked(record.Closed, key.Wrapped))
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
            return null;

        var key = root.Open(DataKey.PlaceOf(id), found.Wrapped);
        var plain = AesSeal.Open(key, Place(kind, id), found.Closed);
        try
        {
            return JsonSerializer.Deserialize<T>(plain, ContractJson.Options);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Deletes keys and records. Must be followed by <see cref="FestivalDb.ForgetAsync"/> after the commit.</summary>
    public static async Task ShredAsync(FestivalDb database, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        await database.DataKeys.Where(key => ids.Contains(key.Id)).ExecuteDeleteAsync(cancellation);
        await database.SealedRecords.Where(record => ids.Contains(record.Id)).ExecuteDeleteAsync(cancellation);
    }

    private static string Place(string kind, string id) => $"SealedRecords/{kind}/{id}";

    /// <summary>A record and its key, as the database has them.</summary>
    private sealed record Locked(byte[] Closed, byte[] Wrapped);
}
