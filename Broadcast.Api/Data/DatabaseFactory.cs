using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data;

/// <summary>Makes contexts of the engine that is configured.</summary>
internal sealed class DatabaseFactory(IDatabaseEngine engine) : IDbContextFactory<FestivalDb>
{
    public FestivalDb CreateDbContext() => engine.Open();
}
