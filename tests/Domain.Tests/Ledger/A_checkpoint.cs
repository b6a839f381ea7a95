using MentorshipFlow.Ledger;

namespace MentorshipFlow.Domain.Tests.Ledger;

public sealed class A_checkpoint
{
    private const string Text = "mentorshipflow.example/ledger\n12174\nQRlDSFGAIIYtc6t9GQknMdN8K8oKdhO1ukaX8fwa/8A=\n";

    private static readonly Checkpoint Known = new(
        "mentorshipflow.example/ledger", 12174, Hash.Parse("41194348518020862d73ab7d19092731d37c2bca0a7613b5ba4697f1fc1affc0"));

    [Fact]
    public void Is_three_lines()
    {
        Assert.Equal(Text, Known.Body);
        Assert.Equal(Known, Checkpoint.ParseBody(Text));
    }

    [Fact]
    public void Is_read_only_from_its_own_text() =>
        Assert.All(
            [
                "", "\n\n\n", Text[..^1], Text + "\n", Text + "extension\n", Text.Replace("\n", "\r\n", StringComparison.Ordinal),
                Text.Replace("12174", "012174", StringComparison.Ordinal), Text.Replace("12174", "-1", StringComparison.Ordinal),
                Text.Replace("12174", "+1", StringComparison.Ordinal), Text.Replace("12174", "1 ", StringComparison.Ordinal),
                Text.Replace("12174", "99999999999999999999", StringComparison.Ordinal),
                Text.Replace("12174", "١٢", StringComparison.Ordinal), Text.Replace("/8A=", "/8A", StringComparison.Ordinal),
                Text.Replace("/8A=", "/8B=", StringComparison.Ordinal), Text.Replace("/8A=", "/8A= ", StringComparison.Ordinal),
                Text.Replace("QRlD", "", StringComparison.Ordinal), Text.Replace("QRlD", "QRlDQRlD", StringComparison.Ordinal),
                Text.Replace("mentor", "\t", StringComparison.Ordinal), Text["mentorshipflow.example/ledger".Length..],
                "-" + Text["mentorshipflow.example/ledger".Length..],
            ],
            text => Assert.Null(Checkpoint.ParseBody(text)));
}
