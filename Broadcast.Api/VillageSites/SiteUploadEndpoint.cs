using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>Adds all sites of a file, or none of them.</summary>
internal static class SiteUploadEndpoint
{
    private const int MostFaults = 200;

    private const string Definition =
        """
        The body is CSV in UTF-8, 8 MB and 20,000 rows at most, each in one line. Its header names the columns in any order: `id` (may be left out, or empty), `name`, `village`, `county`, `province`. The answer is CSV too: `id,name,deviceKey`, in the order of the file; the keys are shown here and nowhere else. If a row is wrong, nothing is added, and `site.upload` comes with `rows`, the first 200 faults, and `faultCount`.
        """;

    public static void MapSiteUpload(this IEndpointRouteBuilder operators) =>
        operators.MapPost("/upload", UploadAsync).WithName("UploadSites").TakesIdempotencyKey(secret: true).WithSummary("Adds many village sites from a CSV file. Operators.").WithDescription(Definition)
            .WithMetadata(new RequestSizeLimitAttribute(SiteUpload.MaxBytes));

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> UploadAsync(
        HttpRequest request, HttpResponse response, FestivalDb database, AuditBook audit, IOptions<VillageSiteOptions> options, TimeProvider time, CancellationToken cancellation)
    {
        var rows = await SiteUpload.ReadAsync(request.Body, cancellation);
        if (rows.Failed)
            return rows.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(SiteWriter.Turn, cancellation);
        var known = (await database.VillageSites.Select(site => site.Id).ToListAsync(cancellation)).ToHashSet();
        if (known.Count + rows.Value.Sites.Count > options.Value.Most)
            return VillageSiteErrors.TooMany(options.Value.Most).ToProblem();

        var made = new List<(VillageSite Site, DeviceKey Key)>(rows.Value.Sites.Count);
        var faults = new List<RowFault>(rows.Value.Faults);
        foreach (var (row, draft) in rows.Value.Sites)
        {
            var key = DeviceKey.Make();
            var read = draft.Read(key, time.GetUtcNow());
            if (read.Failed)
                faults.AddRange(read.Error.Fields.Select(fault => new RowFault(row, fault.Field, fault.Fault, fault.Message, fault.Least, fault.Most)));
            else if (!known.Add(read.Value.Id))
                faults.Add(new RowFault(row, "id", Faults.Taken, $"a site '{read.Value.Id}' exists, or is in the file twice."));
            else
                made.Add((read.Value, key));
        }

        if (faults.Count > 0)
        {
            faults = [.. faults.OrderBy(fault => fault.Row)];
            return SiteUpload.Refusal(faults).ToProblem(("rows", faults.Take(MostFaults)), ("faultCount", faults.Count));
        }

        database.AddRange(made.Select(one => one.Site));
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAllAsync(AuditThings.Site, made.Select(one => (one.Site.Id.Value, (object?)null, (object?)VillageSiteView.Of(one.Site))), cancellation);
        await transaction.CommitAsync(cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(stream => WriteAsync(made, stream), "text/csv; charset=utf-8", "device-keys.csv");
    }

    private static async Task WriteAsync(IEnumerable<(VillageSite Site, DeviceKey Key)> made, Stream stream)
    {
        await using var sheet = new Sheet(stream);
        await sheet.WriteAsync("id", "name", "deviceKey");
        foreach (var (site, key) in made)
            await sheet.WriteAsync(site.Id.Value, site.Name, key.Text);
    }
}
