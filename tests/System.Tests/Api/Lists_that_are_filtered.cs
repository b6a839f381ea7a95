using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MentorshipFlow.System.Tests.Api;

public sealed partial class Lists_that_are_filtered(Installation installation)
{
    [Fact]
    public async Task Programmes_by_state_stage_form_year_title_and_change()
    {
        var school = await School.Open(installation);
        var draft = await school.Programme("Ёлка 100%");
        var active = await school.ActiveProgramme("Наставник рядом");
        var prepared = await school.PreparedProgramme();
        await school.Approve(prepared, 1);
        var changed = (await One(school, prepared))["changedOn"]!.GetValue<string>();

        Assert.Equal([draft], await Found("status=draft"));
        Assert.Equal(Ordered(active, prepared), await Found("status=active"));
        Assert.Equal([prepared], await Found("stage=2"));
        Assert.Equal([prepared], await Found("form=learner-learner"));
        Assert.Empty(await Found("form=learner"));
        Assert.Equal(3, (await Found("schoolYear=2021/2022")).Count);
        Assert.Empty(await Found("schoolYear=2022/2023"));
        Assert.Equal([draft], await Found("title=елка"));
        Assert.Equal([draft], await Found($"title={Uri.EscapeDataString("0%")}"));
        Assert.Empty(await Found($"title={Uri.EscapeDataString("1%0")}"));
        Assert.Empty(await Found("title=_"));
        Assert.Equal([active], await Found("title=НАСТАВНИК&status=active&stage=1"));
        Assert.Equal([prepared], await Found($"changedSince={changed}"));
        var later = DateTimeOffset.Parse(changed, CultureInfo.InvariantCulture).AddMicroseconds(1).ToOffset(TimeSpan.FromHours(7));
        Assert.Empty(await Found($"changedSince={Uri.EscapeDataString(later.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz",
            CultureInfo.InvariantCulture))}"));
        Assert.Equal([active, prepared], await Found("changedAfter=0&title=наст"));

        async Task<IReadOnlyList<Guid>> Found(string query) => Ids(await school.Get($"/api/programmes?{query}"));
    }

    [Theory]
    [InlineData("/api/programmes?stage=9")]
    [InlineData("/api/programmes?stage=x")]
    [InlineData("/api/programmes?schoolYear=2021")]
    [InlineData("/api/programmes?title=")]
    [InlineData("/api/programmes?changedSince=2021-09-01")]
    [InlineData("/api/programmes?changedSince=2021-09-01T06:30:00")]
    [InlineData("/api/programmes?changedAfter=-1")]
    [InlineData("/api/programmes?changedAfter=1&cursor=AZrQ5nXNcACAAAAAAAAAAQ")]
    [InlineData("/api/programmes/overdue?asOf=tomorrow")]
    [InlineData("/api/people?grade=12")]
    [InlineData("/api/people?contour=outer")]
    public async Task Refuse_what_they_do_not_understand(string query)
    {
        var school = await School.Open(installation);

        Assert.Equal("field-invalid", (await school.Get(query)).Code);
    }

    [Fact]
    public async Task A_follower_of_changes_misses_none_while_others_write()
    {
        var school = await School.Open(installation);
        var written = new TaskCompletionSource();
        var following = Follow(school, written.Task);

        await Task.WhenAll(Enumerable.Range(1, 12).Select(async n =>
        {
            var programme = await school.Programme($"Программа {n}");
            for (var i = 0; i < 5; i++)
            {
                Deciding.Done(await school.Post($"/api/programmes/{programme}/resources",
                    $$"""{"kind":"material","source":"internal","title":"Кабинет {{i}}"}"""));
            }
        }));
        written.SetResult();

        var (seen, pages) = await following;
        var now = (await school.Get("/api/programmes?limit=200")).Json["items"]!.AsArray();
        Assert.Equal(12, now.Count);
        Assert.Equal(now.ToDictionary(p => p!["id"]!.GetValue<Guid>(), p => p!["version"]!.GetValue<int>()), seen);
        Assert.True(pages > 3);
    }

    [Fact]
    public async Task Pages_of_a_filtered_list_meet_each_programme_once()
    {
        var school = await School.Open(installation);
        List<Guid> there = [];
        for (var n = 0; n < 5; n++) there.Add(await school.Programme($"Программа {n}"));
        await school.ActiveProgramme("Другая");

        List<Guid> met = [];
        for (var address = "/api/programmes?status=draft&limit=2&title=программа"; address is not null;)
        {
            var page = await school.Get(address);
            met.AddRange(Ids(page));
            address = Next(page);
            if (met.Count == 2) await school.Programme("Программа потом");
        }

        Assert.Equal(met.Distinct(), met);
        Assert.Empty(there.Except(met));
        Assert.Empty(met.Except(Ids(await school.Get("/api/programmes?status=draft"))));
    }

    [Fact]
    public async Task Overdue_items_of_all_programmes_on_a_day()
    {
        var school = await School.Open(installation);
        var prepared = await school.PreparedProgramme();
        await school.ActiveProgramme("Без карты");
        var cancelled = await school.ActiveProgramme("Отменена");
        var items = string.Join(',', Enumerable.Range(1, 7).Select(n => $$"""{"item":"{{n}}.1.1","plannedTo":"2021-09-0{{n}}"}"""));
        Deciding.Done(await school.Change(cancelled, "roadmap", $$"""{"items":[{{items}}]}""", school.VeraKey));
        Assert.Equal([cancelled], Ids(await school.Get("/api/programmes/overdue?asOf=2021-09-30")));
        var order = await school.Document(cancelled, "curator-order");
        Deciding.Done(await school.Change(cancelled, "cancellation", $$"""{"order":"{{order}}","reason":"Приказ."}"""));

        var due = await school.Get("/api/programmes/overdue?asOf=2021-09-30");
        var late = await school.Get("/api/programmes/overdue?asOf=2021-10-01");

        Assert.Empty(due.Json["items"]!.AsArray());
        Assert.Equal("2021-10-01", late.Json["asOf"]!.GetValue<string>());
        Assert.Equal([prepared], Ids(late));
        Assert.Equal(["2.1.1", "3.1.1", "4.1.1", "5.1.1", "6.1.1", "7.1.1"],
            late.Json["items"]![0]!["items"]!.AsArray().Select(i => i!["plan"]!["item"]!.GetValue<string>()));
        Assert.StartsWith("Проведение анкетирования", (string?)late.Json["items"]![0]!["items"]![0]!["title"]!["ru"],
            StringComparison.Ordinal);
        var plan = await school.Get($"/api/programmes/{prepared}/roadmap?asOf=2021-10-01");
        Assert.Equal(plan.Json["overdue"]!.GetValue<int>(), late.Json["items"]![0]!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Persons_by_kind_grade_contour_and_standing()
    {
        var school = await School.Open(installation);
        var seventh = Deciding.Done(await school.Post("/api/people",
            $$"""{"fullName":"{{SchoolPeople.Name()}}","kinds":["learner"],"birthDate":"2010-03-15","grade":7}""")).Json["person"]!
            .GetValue<Guid>();
        var outside = Deciding.Done(await school.Post("/api/people",
            $$"""{"fullName":"{{SchoolPeople.Name()}}","kinds":["other"],"ageBand":"adult","contour":"external"}""")).Json["person"]!
            .GetValue<Guid>();

        Assert.Equal([seventh], Ids(await school.Get("/api/people?grade=7")));
        Assert.Equal([outside], Ids(await school.Get("/api/people?contour=external")));
        Assert.Equal(2, Ids(await school.Get("/api/people?erased=false")).Count);
        Assert.Empty(Ids(await school.Get("/api/people?erased=true")));
    }

    [Fact]
    public async Task A_person_is_found_by_the_whole_name_and_the_birth_date()
    {
        var (school, theirs) = (await School.Open(installation), await School.Open(installation));
        const string born = "2010-03-15";
        var known = Deciding.Done(await school.Post("/api/people",
            $$"""{"fullName":"Алёна  Петрова-Водкина","kinds":["learner"],"birthDate":"{{born}}"}""")).Json["person"]!.GetValue<Guid>();

        var (sure, found) = await Found(school, $$"""{"fullName":"АЛЕНА Петрова - Водкина","birthDate":"{{born}}"}""");
        Assert.True(sure);
        Assert.Equal([known], found);
        var (day, ofYear) = await Found(school, """{"fullName":"Алёна Петрова-Водкина","birthYear":2010}""");
        Assert.False(day);
        Assert.Equal([known], ofYear);
        Assert.Empty((await Found(school, """{"fullName":"Алёна Петрова-Водкина","birthDate":"2010-03-16"}""")).Persons);
        Assert.Empty((await Found(school, $$"""{"fullName":"Петрова","birthDate":"{{born}}"}""")).Persons);
        Assert.Empty((await Found(theirs, $$"""{"fullName":"Алёна Петрова-Водкина","birthDate":"{{born}}"}""")).Persons);
        Assert.Equal("field-invalid", (await school.Post("/api/people/search", """{"fullName":""}""")).Code);
        Assert.Equal("field-invalid",
            (await school.Post("/api/people/search", """{"fullName":"А","birthDate":"2010-03-15","birthYear":2010}""")).Code);
        var auditor = await school.Key($$"""{"roles":["auditor"],"person":"{{Id.New()}}"}""");
        Assert.Equal(HttpStatusCode.Forbidden, (await school.Post("/api/people/search", """{"fullName":"А"}""", auditor)).Status);
    }

    private static async Task<(bool SameDay, IReadOnlyList<Guid> Persons)> Found(School school, string body)
    {
        var answer = Deciding.Done(await school.Post("/api/people/search", body));
        return (answer.Json["sameDay"]!.GetValue<bool>(), [.. answer.Json["items"]!.AsArray().Select(i => i!.GetValue<Guid>())]);
    }

    // Follows the links; after an empty page it asks again from the last position.
    private static async Task<(Dictionary<Guid, int> Seen, int Pages)> Follow(School school, Task written)
    {
        var (seen, position, pages) = (new Dictionary<Guid, int>(), 0L, 0);
        while (true)
        {
            var last = written.IsCompleted;
            var page = await school.Get($"/api/programmes?changedAfter={position}&limit=3");
            var items = page.Json["items"]!.AsArray();
            foreach (var row in items)
            {
                seen[row!["id"]!.GetValue<Guid>()] = row["version"]!.GetValue<int>();
                Assert.True(row["position"]!.GetValue<long>() > position);
                position = row["position"]!.GetValue<long>();
            }

            pages++;
            if (Next(page) is { } next) Assert.Equal($"/api/programmes?limit=3&changedAfter={position}", next);
            else if (last && items.Count == 0) return (seen, pages);
        }
    }

    private static async Task<JsonNode> One(School school, Guid programme) =>
        (await school.Get("/api/programmes?limit=200")).Json["items"]!.AsArray().Single(p => p!["id"]!.GetValue<Guid>() == programme)!;

    private static string? Next(Answer page) => page.Response.Headers.TryGetValues("Link", out var link)
        ? Linked().Match(link.Single()).Groups[1].Value : null;

    private static IReadOnlyList<Guid> Ids(Answer list) =>
        [.. Deciding.Done(list).Json["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];

    private static IEnumerable<Guid> Ordered(params Guid[] ids) => ids.Order();

    [GeneratedRegex("^<(.*)>; rel=\"next\"$")]
    private static partial Regex Linked();
}
