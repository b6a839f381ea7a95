using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Api;

/// <summary>A road map that nobody types over the API.</summary>
public sealed class A_road_map_without_typing(Installation installation)
{
    [Fact]
    public async Task Comes_from_the_definition_with_a_start_date()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var address = $"/api/programmes/{programme}";

        Deciding.Done(await school.Post($"{address}/roadmap/from-template", """{"start":"2021-09-06","position":"Куратор"}""",
            match: (await school.Get(address)).Etag));

        var items = (await school.Get($"{address}/roadmap")).Json["items"]!.AsArray();
        Assert.Equal(59, items.Count);
        Assert.Equal(("1.1.1", "2021-09-06", "2021-09-30", "Куратор"), (Text(items[0], "item"), Text(items[0], "plannedFrom"),
            Text(items[0], "plannedTo"), Text(items[0], "position")));
    }

    [Fact]
    public async Task Comes_from_the_schools_file_by_its_own_approval()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();
        var address = $"/api/programmes/{programme}";
        const string file = "Этап;№;Мероприятие;Срок;Ответственный\r\nЭтап 1;О-1;Совещание кураторов;ежеквартально;Куратор\r\n";

        var read = await Read(school, $"{address}/roadmap/reading?fill=true", file);
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal([2, 3, 4, 5, 6, 7], read.Json["stagesWithoutItems"]!.AsArray().Select(n => (int)n!));
        var seen = (await school.Get(address)).Etag;
        Deciding.Done(await school.Post($"{address}/roadmap", read.Json["approval"]!.ToJsonString(), match: seen));

        var items = (await school.Get($"{address}/roadmap")).Json["items"]!.AsArray();
        Assert.Equal(["О-1", "О-1-2", "О-1-3"], items.Take(3).Select(i => Text(i, "item")));
        Assert.Equal(3 + 44, items.Count);
        // The number stands in the address of the item.
        Deciding.Done(await school.Post($"{address}/roadmap/items/{Uri.EscapeDataString("О-1")}/completion", "{}"));
    }

    [Fact]
    public async Task Is_refused_when_the_file_is_no_table()
    {
        var school = await School.Open(installation);
        var programme = await school.ActiveProgramme();

        var refused = await Read(school, $"/api/programmes/{programme}/roadmap/reading", "");
        Assert.Equal((HttpStatusCode.BadRequest, "field-invalid"), (refused.Status, refused.Code));
    }

    private static async Task<Answer> Read(School school, string address, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
            { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Authorization = new("Bearer", school.VeraKey);
        return await school.Raw(request);
    }

    private static string? Text(JsonNode? item, string field) => (string?)item!["plan"]![field];
}
