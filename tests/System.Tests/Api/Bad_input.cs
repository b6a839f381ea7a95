using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MentorshipFlow.System.Tests.Api;

public sealed class Bad_input(Installation installation)
{
    private const string Good = """{"schoolYear":"2021/2022","title":"Т","goal":"Ц"}""";

    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "", "malformed-json" },
        { "nonsense", "malformed-json" },
        { "[]", "field-invalid" },
        { "null", "field-invalid" },
        { "{}", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","colour":"red"}""", "unknown-field" },
        { """{"schoolYear":"2021/2022","title":"Т","title":"Т","goal":"Ц"}""", "malformed-json" },
        { """{"schoolYear":2021,"title":"Т","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":null,"title":"Т","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"a\u0000b","goal":"Ц"}""", "malformed-json" },
        { """{"schoolYear":"2021/2022","title":"a\u0007b","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"a\ud800b","goal":"Ц"}""", "malformed-json" },
        { """{"schoolYear":"2021/2022","title":"a\u202eb","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"a\u2028b","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"a\udb40\udc41b","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"\u200b\u00ad","goal":"Ц"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","definitionVersion":1.5}""", "malformed-json" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","definitionVersion":"1"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","definitionVersion":99999999999}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","secondApprover":2}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","secondApprover":"perhaps"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","effectiveOn":"2021-02-30"}""", "field-invalid" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","effectiveOn":"9999-12-31"}""", "date-implausible" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","effectiveOn":"2099-01-01"}""", "date-in-future" },
        { """{"schoolYear":"2021/2027","title":"Т","goal":"Ц"}""", "value-out-of-range" },
        { """{"schoolYear":"2021/2022","title":"Т","goal":"Ц","definitionCode":"none"}""", "unknown" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Is_named(string body, string code)
    {
        var school = await School.Open(installation);

        var answer = await school.Post("/api/programmes", body);

        Assert.Equal(code, answer.Code);
        Assert.InRange((int)answer.Status, 400, 422);
    }

    [Fact]
    public async Task Is_named_at_its_place()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();

        var answer = await school.Change(programme, "roadmap", """{"items":[{"item":"1.1.1"},{"item":"1.1.2","colour":"red"},null]}""");

        Assert.Equal("unknown-field", answer.Code);
        Assert.Equal(["/items/1/colour", "/items/2"], answer.Json["missing"]!.AsArray().Select(m => m!["where"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("""{"schoolYear":"2021/2022","title":"Т","goal":"Ц","secondApprover":"perhaps"}""", "/secondApprover",
        "Одно из: never, whenSelfApproved, always.", "One of never, whenSelfApproved, always.")]
    [InlineData("""{"schoolYear":"2021/2022","title":"Т","goal":"Ц","effectiveOn":"01.09.2021"}""", "/effectiveOn",
        "День, например 2021-09-01.", "A day as in 2021-09-01.")]
    [InlineData("""{"schoolYear":"2021/2022","title":"Т","goal":"Ц","definitionVersion":"1"}""", "/definitionVersion", "Целое число.",
        "A whole number.")]
    public async Task Is_answered_with_the_expected_value(string body, string where, string russian, string english)
    {
        var school = await School.Open(installation);

        foreach (var (language, detail) in new[] { ("ru", russian), ("en", english) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
            {
                Headers =
                {
                    { "Authorization", $"Bearer {school.VeraKey}" }, { "Idempotency-Key", $"{Id.New()}" }, { "Accept-Language", language },
                },
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            var answer = await school.Raw(request);
            Assert.Equal((where, detail), ((string?)answer.Json["missing"]![0]!["where"], (string?)answer.Json["detail"]));
        }
    }

    [Theory]
    [InlineData("nonsense", "После \"\" это не JSON: строка 1, байт 2.", "Not JSON after \"\": line 1, byte 2.")]
    [InlineData("{\"title\":\"Т\",}", "После \"\" это не JSON: строка 1, байт 15.", "Not JSON after \"\": line 1, byte 15.")]
    [InlineData("{\"title\":\"Т\",\"title\":\"Т\"}", "Имя \"/title\" стоит дважды.", "The name at \"/title\" stands twice.")]
    [InlineData("{\"title\":\"a\\u0000b\"}", "Символ U+0000 в \"/title\".", "The character U+0000 at \"/title\".")]
    [InlineData("{\"title\":\"a\\ud800b\"}", "Текст в \"/title\" – не Юникод.", "A text at \"/title\" that is not Unicode.")]
    [InlineData("{\"definitionVersion\":1.5}", "Число в \"/definitionVersion\" – не целое в пределах ±9007199254740991.",
        "A number at \"/definitionVersion\" that is not a whole one within ±9007199254740991.")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "Вложенность больше 32.", "Nested deeper than 32.")]
    public async Task That_is_malformed_says_why_in_the_language_of_the_request(string body, string russian, string english)
    {
        var school = await School.Open(installation);

        foreach (var (language, detail) in new[] { ("ru", russian), ("en", english) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
            {
                Headers =
                {
                    { "Authorization", $"Bearer {school.VeraKey}" }, { "Idempotency-Key", $"{Id.New()}" }, { "Accept-Language", language },
                },
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            var answer = await school.Raw(request);
            Assert.Equal(("malformed-json", detail), (answer.Code, (string?)answer.Json["detail"]));
        }
    }

    [Fact]
    public async Task Of_a_megabyte_is_too_large()
    {
        var school = await School.Open(installation);

        // The server refuses before the body; a client that does not wait may find the connection closed while it sends.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
        {
            Headers = { { "Authorization", $"Bearer {school.VeraKey}" }, { "Idempotency-Key", $"{Id.New()}" } },
            Content = new StringContent(
                $$"""{"schoolYear":"2021/2022","title":"{{new string('a', 1024 * 1024)}}","goal":"Ц"}""", Encoding.UTF8,
                "application/json"),
        };
        request.Headers.ExpectContinue = true;
        var answer = await school.Raw(request);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body-too-large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Of_nearly_a_megabyte_is_too_long_for_its_field()
    {
        var school = await School.Open(installation);

        var answer = await school.Post("/api/programmes",
            $$"""{"schoolYear":"2021/2022","title":"{{new string('a', 1000 * 1000)}}","goal":"Ц"}""");

        Assert.Equal("field-invalid", answer.Code);
    }

    [Fact]
    public async Task Nested_too_deeply_is_malformed()
    {
        var school = await School.Open(installation);

        var answer = await school.Post("/api/programmes", new string('[', 40) + new string(']', 40));

        Assert.Equal("malformed-json", answer.Code);
    }

    [Fact]
    public async Task Of_another_media_type_is_415()
    {
        var school = await School.Open(installation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
            { Content = new StringContent(Good, Encoding.UTF8, "text/plain") };
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.Add("Idempotency-Key", "k");

        var answer = await school.Raw(request);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(null, "idempotency-key-required")]
    [InlineData("-", "idempotency-key-invalid")]
    [InlineData("two words", "idempotency-key-invalid")]
    public async Task In_the_idempotency_key_is_named(string? key, string code)
    {
        var school = await School.Open(installation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/programmes")
            { Content = new StringContent(Good, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        Assert.Equal(code, (await school.Raw(request)).Code);
    }

    [Fact]
    public async Task With_two_idempotency_keys_is_refused()
    {
        var answer = await Wired($"Idempotency-Key: one\r\nIdempotency-Key: two\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(Good)}\r\n\r\n{Good}");

        Assert.Contains("idempotency-key-invalid", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF2"), InlineData("7FFFFFFFFFFFFFFFF"), InlineData("-1"), InlineData("x")]
    public async Task In_chunks_of_no_size_is_malformed_and_no_fault_of_the_database(string size)
    {
        var answer = await Wired($"Idempotency-Key: {Id.New()}\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{Good}\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    // A request that no client library would send.
    private async Task<string> Wired(string rest)
    {
        var school = await School.Open(installation);
        using var wire = new TcpClient();
        await wire.ConnectAsync(installation.Http.BaseAddress!.Host, installation.Http.BaseAddress.Port,
            TestContext.Current.CancellationToken);
        await using var stream = wire.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(
            "POST /api/programmes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Authorization: Bearer {school.VeraKey}\r\n{rest}"), TestContext.Current.CancellationToken);
        return await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_tag_that_a_proxy_weakened_is_known_to_a_read_and_refused_to_a_decision()
    {
        var school = await School.Open(installation);
        var programme = await school.Programme();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/programmes/{programme}/stages/1");
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        request.Headers.TryAddWithoutValidation("If-None-Match", $"W/{await school.Seen(programme)}");

        Assert.Equal(HttpStatusCode.NotModified, (await school.Raw(request)).Status);
        Assert.Equal("precondition-invalid",
            (await school.Post($"/api/programmes/{programme}/stages/1/submission", "{}", match: $"W/{await school.Seen(programme)}")).Code);
    }

    [Theory]
    [InlineData("/api/audit/entries?stream=%00")]
    [InlineData("/api/audit/entries?type=stage%00")]
    [InlineData("/api/audit/entries?actor=")]
    public async Task In_a_filter_is_refused(string address)
    {
        var school = await School.Open(installation);

        Assert.Equal("field-invalid", (await school.Get(address)).Code);
    }

    [Theory]
    [InlineData("/api/programmes?limit=0", "field-invalid")]
    [InlineData("/api/programmes?limit=201", "field-invalid")]
    [InlineData("/api/programmes?cursor=zzz", "field-invalid")]
    [InlineData("/api/programmes?status=asleep", "field-invalid")]
    [InlineData("/api/programmes?colour=red", "unknown-field")]
    [InlineData("/api/programmes/nonsense", "not-found")]
    [InlineData("/api/programmes/0193b2f0-1111-7222-8333-444455556666", "not-found")]
    [InlineData("/api/nothing", "not-found")]
    public async Task In_an_address_is_named(string address, string code) =>
        Assert.Equal(code, (await (await School.Open(installation)).Get(address)).Code);

    [Fact]
    public async Task In_a_key_id_is_not_found_but_every_UUID_format_is_accepted()
    {
        var school = await School.Open(installation);
        var id = Guid.Parse(school.VeraKey.Split('_')[1]);

        Assert.Equal("not-found", (await school.Post("/api/keys/zzz/revocation", """{"reason":"Утрачен."}""", school.GraceKey)).Code);
        Assert.Equal(HttpStatusCode.OK,
            (await school.Post($"/api/keys/{id:N}/revocation", """{"reason":"Утрачен."}""", school.GraceKey)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await school.Get("/api/programmes")).Status);
    }

    [Theory]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/api/programmes", HttpStatusCode.Unauthorized)]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    public async Task Has_no_body_in_an_answer_to_HEAD(string address, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await installation.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((status, 0),
            (answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length));
    }

    [Fact]
    public async Task A_mistyped_dry_run_decides_nothing()
    {
        var school = await School.Open(installation);

        Assert.Equal("unknown-field", (await school.Post("/api/programmes?dryrun=true&dry-run=true", Good)).Code);
        Assert.Equal("field-invalid", (await school.Post("/api/programmes?dryRun=yes", Good)).Code);
        Assert.Empty((await school.Get("/api/programmes")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Is_reported_in_the_requested_language()
    {
        var school = await School.Open(installation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/programmes");
        request.Headers.AcceptLanguage.ParseAdd("en-GB,en;q=0.9");

        Assert.Equal("A valid access key is needed.", (await school.Raw(request)).Json["title"]!.GetValue<string>());
        Assert.Equal("Нужен действующий ключ доступа.", (await school.Get("/api/programmes", "wrong")).Json["title"]!.GetValue<string>());
    }
}
