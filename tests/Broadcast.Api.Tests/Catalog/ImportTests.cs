using System.Net;
using System.Text;
using System.Text.Json;
using Broadcast.Api.Catalog.Csv;
using Broadcast.Chat.Spine.Text;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>Products that come from a spreadsheet, and go to one.</summary>
public sealed class ImportTests
{
    private const string Path = "/api/v1/products";
    private ApiHost _host = null!;
    private HttpClient _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
        _shop = _host.Client(await _host.MachineKeyAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _shop.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task A_file_makes_changes_and_restores_and_is_tried_before()
    {
        await ImportAsync("id,name,price,stock\nin-a,茶,128.00,40\nin-b,米,9.9,\nin-c,蛋,1,").OkAsync();
        await _host.Operator.DeleteAsync($"{Path}/in-c").OkAsync();
        const string File = "ID,Name,NameEn,Price,Stage,Pictures\r\nin-a,茶,,128,,\r\nin-b,新米,New rice,9.9,gushi,/1.jpg https://shop.example/2.jpg\r\nin-c,蛋,,1,,\r\n,没有编号,,0.5,,\r\n,,,,,\r\n";

        var tried = await ImportAsync(File, "?dryRun=true").OkAsync();
        var before = await _shop.GetOkAsync($"{Path}/in-b");
        var done = await ImportAsync(File).OkAsync();
        var after = await _shop.GetOkAsync($"{Path}/in-b");

        Assert.Multiple(() =>
        {
            Assert.That(Counts(tried), Is.EqualTo("4 lines: 1 made, 2 changed, 1 unchanged, 0 faults, applied False"));
            Assert.That(Counts(done), Is.EqualTo("4 lines: 1 made, 2 changed, 1 unchanged, 0 faults, applied True"));
            Assert.That(done.GetProperty("changes").EnumerateArray().Select(change => $"{change.GetProperty("line")} {change.GetProperty("what")}"), Is.EqualTo(["3 changed", "4 restored", "5 made"]));
            Assert.That((before.GetProperty("name").GetString(), after.GetProperty("name").GetString(), after.GetProperty("price").GetInt64()), Is.EqualTo(("米", "新米", 990)));
            Assert.That(after.GetProperty("pictures").GetArrayLength(), Is.EqualTo(2));
        });
        Assert.That((await _shop.GetOkAsync($"{Path}/in-a")).GetProperty("stock").GetInt64(), Is.EqualTo(40), "a column that is missing leaves it");
    }

    [Test]
    public async Task Each_line_that_is_wrong_is_told_and_nothing_is_taken()
    {
        const string File = "id,name,price,stage,stock,revision\n\ngood,好,1,,,\nbad id,x,1,,,\nno-price,x,,,,\nfar,x,1.234,,,\naway,x,1,nowhere,,\ngood,again,1,,,\n\nhalf,x,1,,1.5,\nthousands,x,\"12,800\",,,\n";

        var tried = await ImportAsync(File, "?dryRun=true").OkAsync();
        using var refused = await ImportAsync(File);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.Multiple(() =>
        {
            Assert.That(tried.GetProperty("faults").EnumerateArray().Select(fault => $"{fault.GetProperty("line")} {fault.GetProperty("field").GetString()}"),
                Is.EqualTo(["4 id", "5 price", "6 price", "7 stage", "8 id", "10 stock", "11 price"]));
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "product.import")));
            Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("Line 4").And.Contain("6 more"));
            Assert.That(problem.GetProperty("report").GetProperty("faultCount").GetInt32(), Is.EqualTo(7));
        });
        await _shop.GetAsync($"{Path}/good").RefusedAsync(HttpStatusCode.NotFound, "product.unknown");
    }

    private static IEnumerable<string> Unreadable =>
        ["id,name,name\nx,a,b", $"{new string(',', 60)}name\nx", "name,price\n\"" + string.Concat(Enumerable.Repeat("a\n", 30_000))];

    [TestCaseSource(nameof(Unreadable))]
    public async Task A_file_that_would_be_much_work_is_refused(string file) => await ImportAsync(file, "?dryRun=true").RefusedAsync(HttpStatusCode.BadRequest, "product.import");

    [Test]
    public async Task What_was_changed_since_the_file_was_made_is_not_overwritten()
    {
        await ImportAsync("id,name,price\nsince,茶,1").OkAsync();
        await ImportAsync("id,name,price\nsince,红茶,2").OkAsync();

        using var late = await ImportAsync("id,name,price,revision\nsince,绿茶,1,1");
        var same = await ImportAsync("id,name,price,revision\nsince,红茶,2,1").OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(Counts(same), Does.Contain("1 unchanged"));
        });
    }

    [Test]
    public async Task What_goes_out_comes_back_as_it_was_and_no_cell_is_a_formula()
    {
        string[] names = ["=HYPERLINK(\"http://evil\")", "+1", "-1", "@SUM(A1)", "'=1", "''", "a,b;c", "tea;=1+1;'@x", "\"quoted\"", "＝1"];
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            await _host.Operator.PostAsync(Path, new { id = $"out-{i}", name, nameEn = name, price = 105, url = "/x", stage = "suning", illustrative = i == 0 }).OkAsync();

        var file = await _shop.GetByteArrayAsync($"{Path}.csv");
        var text = Encoding.UTF8.GetString(file);
        var report = await ImportAsync(file, "").OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(file[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
            Assert.That(text, Does.Contain("out-0,suning,\"'=HYPERLINK(\"\"http://evil\"\")\"").And.Contain("out-1,suning,'+1").And.Contain("out-4,suning,''=1").And.Contain(",1.05,CNY,").And.Contain(",tea;'=1+1;''@x,"));
            Assert.That(text, Does.Not.Match("(?m)(^|[,;\t])\"?[=+@＝-]"), "a formula, also for a spreadsheet that splits at semicolons or tabs");
            Assert.That((report.GetProperty("unchanged").GetInt32(), report.GetProperty("faultCount").GetInt32()), Is.EqualTo((report.GetProperty("lines").GetInt32(), 0)));
        });
    }

    [Test]
    public Task Any_line_of_text_comes_back_from_a_sheet_as_it_was() =>
        Gen.Char["=+-@'\",; \t＝茶a1"].Array[0, 8].Select(letters => new string(letters).Trim()).Array[1, 6].SampleAsync(
            async cells =>
            {
                using var file = new MemoryStream();
                await using (var sheet = new Sheet(file))
                {
                    await sheet.WriteAsync(cells.Select((_, i) => $"c{i}"));
                    await sheet.WriteAsync(cells);
                }

                var read = CsvTable.Read(CsvText.Read(file.ToArray()).Value!.Text, 10);
                return cells.All(string.IsNullOrWhiteSpace)
                    || (!read.Failed && cells.Select((cell, i) => (cell, i)).All(one => read.Value!.Cell(read.Value.Rows[0].Cells, $"c{one.i}") == one.cell));
            },
            iter: 2000,
            threads: 1);

    [Test]
    public async Task Files_of_other_spreadsheets_are_read()
    {
        const string File = "id;name;price\nexcel-x;明前茶\u4E02;12,5";
        var chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var reports = new List<string?>();
        foreach (var file in (byte[][])[chinese.GetBytes(File), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(File.Replace(';', '\t'))], Encoding.UTF8.GetBytes(File)])
            reports.Add((await ImportAsync(file, "").OkAsync()).GetProperty("encoding").GetString());
        var product = await _shop.GetOkAsync($"{Path}/excel-x");

        Assert.Multiple(() =>
        {
            Assert.That(reports, Is.EqualTo(["gb18030", "utf-16", "utf-8"]));
            Assert.That((product.GetProperty("name").GetString(), product.GetProperty("price").GetInt64(), product.GetProperty("revision").GetInt64()), Is.EqualTo(("明前茶\u4E02", 1250, 1)), "all three said the same");
        });
    }

    [Test]
    public async Task A_price_has_the_digits_of_its_currency()
    {
        await ImportAsync("id,name,price,currency\nyen,茶,1500,JPY\ndinar,茶,1.5,KWD").OkAsync();
        var tried = await ImportAsync("id,name,price,currency\nyen,茶,1500.5,JPY", "?dryRun=true").OkAsync();

        var prices = new[] { (await _shop.GetOkAsync($"{Path}/yen")).GetProperty("price").GetInt64(), (await _shop.GetOkAsync($"{Path}/dinar")).GetProperty("price").GetInt64() };
        var text = await _shop.GetStringAsync($"{Path}.csv");
        Assert.Multiple(() =>
        {
            Assert.That(prices, Is.EqualTo([1500L, 1500]));
            Assert.That(text, Does.Contain(",1500,JPY,").And.Contain(",1.500,KWD,"));
            Assert.That(tried.GetProperty("faults")[0].GetProperty("field").GetString(), Is.EqualTo("price"));
        });
    }

    [Test]
    public async Task A_long_file_stops_at_a_product_that_was_changed_meanwhile_says_so_and_goes_on_from_there()
    {
        await ImportAsync("id,name,price\nraced,茶,1").OkAsync();
        // Stands for somebody who changes the product while the file is carried out.
        await ExecuteAsync("""CREATE TRIGGER raced AFTER INSERT ON Products WHEN NEW.Id = 'long-050' BEGIN UPDATE Products SET Revision = Revision + 1 WHERE Id = 'raced'; END""");
        var lines = Enumerable.Range(0, 250).Select(i => i == 220 ? "raced,红茶,2" : $"long-{i:000},茶,1").ToList();
        var head = "id,name,price\n";

        var stopped = await ImportAsync(head + string.Join('\n', lines)).RefusedAsync(HttpStatusCode.Conflict, "product.import_stopped");
        var after = (await _shop.GetOkAsync($"{Path}?whole=true")).EnumerateArray().Select(product => product.GetProperty("id").GetString()!).Count(id => id.StartsWith("long-", StringComparison.Ordinal));
        var again = await ImportAsync(head + string.Join('\n', lines)).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((stopped.GetProperty("report").GetProperty("done").GetInt32(), stopped.GetProperty("report").GetProperty("faults")[0].GetProperty("line").GetInt32()), Is.EqualTo((200, 222)));
            Assert.That(after, Is.EqualTo(200));
            Assert.That(Counts(again), Is.EqualTo("250 lines: 49 made, 1 changed, 200 unchanged, 0 faults, applied True"));
        });
    }

    [Test]
    public async Task A_file_without_ids_that_stopped_finds_what_it_has_made_when_it_is_sent_again()
    {
        await ImportAsync("id,name,price\nstopping,茶,1").OkAsync();
        await ExecuteAsync("""CREATE TRIGGER stopping AFTER INSERT ON Products WHEN NEW.Name = 'once-050' BEGIN UPDATE Products SET Revision = Revision + 1 WHERE Id = 'stopping'; END""");
        var file = "id,name,price\n" + string.Join('\n', Enumerable.Range(0, 250).Select(i => i == 220 ? "stopping,红茶,2" : $",once-{i:000},1"));

        await ImportAsync(file).RefusedAsync(HttpStatusCode.Conflict, "product.import_stopped");
        var made = await CountAsync();
        var again = await ImportAsync(file).OkAsync();
        var third = await ImportAsync(file).OkAsync();

        Assert.That((made, await CountAsync()), Is.EqualTo((200, 249)));
        Assert.That(Counts(again), Is.EqualTo("250 lines: 49 made, 1 changed, 200 unchanged, 0 faults, applied True"));
        Assert.That(Counts(third), Is.EqualTo("250 lines: 0 made, 0 changed, 250 unchanged, 0 faults, applied True"), "its answer was lost");

        async Task<int> CountAsync() => (await _shop.GetOkAsync(Path)).EnumerateArray().Count(product => product.GetProperty("name").GetString()!.StartsWith("once-", StringComparison.Ordinal));
    }

    [TestCase("", "neither")]
    [TestCase("id,name,prise\nx,y,1", "prise")]
    [TestCase("price\n1", "neither")]
    [TestCase("id,name,price\n", "no product")]
    [TestCase("id,name,price\nx,\"y,1", "Line 2")]
    [TestCase("id,name,price\nx,y,1,extra", "Line 2")]
    public async Task A_file_that_cannot_be_read_is_refused(string file, string word)
    {
        using var refused = await ImportAsync(file, "?dryRun=true");
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "product.import")));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain(word));
    }

    [Test]
    public async Task A_file_in_another_encoding_or_too_long_is_refused()
    {
        await ImportAsync([.. "name,price\nCaf"u8, 0xE9, .. ",1"u8], "").RefusedAsync(HttpStatusCode.BadRequest, "product.import");
        await ImportAsync("name,price" + string.Concat(Enumerable.Repeat("\nx,1", 5001))).RefusedAsync(HttpStatusCode.BadRequest, "product.import");
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var database = _host.Database();
        await database.Database.ExecuteSqlRawAsync(statement);
    }

    private Task<HttpResponseMessage> ImportAsync(string file, string query = "") => ImportAsync(Encoding.UTF8.GetBytes(file), query);

    private async Task<HttpResponseMessage> ImportAsync(byte[] file, string query)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.TryAddWithoutValidation("Content-Type", "text/csv");
        return await _shop.PostAsync($"{Path}/import{query}", content);
    }

    private static string Counts(JsonElement report) =>
        $"{report.GetProperty("lines")} lines: {report.GetProperty("made")} made, {report.GetProperty("changed")} changed, {report.GetProperty("unchanged")} unchanged, {report.GetProperty("faultCount")} faults, applied {report.GetProperty("applied").GetBoolean()}";
}
