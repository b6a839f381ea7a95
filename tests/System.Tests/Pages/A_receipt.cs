using System.Net;
using System.Text.RegularExpressions;
using MentorshipFlow.System.Tests.Api;
using MentorshipFlow.System.Tests.Jobs;

namespace MentorshipFlow.System.Tests.Pages;

/// <summary>The receipt of a decision with many entries.</summary>
public sealed class A_receipt(Installation installation)
{
    [Fact]
    public async Task Says_that_a_large_decision_has_more_entries_than_it_lists()
    {
        var school = await School.Open(installation);
        var programme = await school.PreparedProgramme();
        Assert.Equal(HttpStatusCode.OK, (await school.Import(programme, JobSteps.Table(100), prefer: null)).Status);
        var last = (await school.Get($"/api/programmes/{programme}/history?newestFirst=true&limit=1")).Json["items"]![0]!;
        Assert.True((int)last["commandIndex"]! > 90, $"{last}");
        using var vera = await Visitor.Of(installation, school.VeraKey);

        var receipt = await vera.Open($"/receipts/{last["position"]}");

        var listed = Regex.Count(receipt.Text, "<li id=\"n[0-9]+\"");
        Assert.InRange(listed, 199, 200);
        Assert.Contains($"Других записей этого решения не меньше {listed}", receipt.Read, StringComparison.Ordinal);
    }
}
