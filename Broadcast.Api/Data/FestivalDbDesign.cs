using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Broadcast.Api.Data;

/// <summary>Used only by <c>dotnet ef migrations add</c>: makes the model without a host.</summary>
internal sealed class FestivalDbDesign : IDesignTimeDbContextFactory<FestivalDb>
{
    public FestivalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<FestivalDb>().UseSqlite("Data Source=design.db").Options);
}
