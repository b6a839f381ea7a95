namespace MentorshipFlow.Api.Http;

/// <summary>A value of an enum that other operations take and that this one always refuses: its form does not offer it.</summary>
/// <param name="value">The value's name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotOfferedAttribute(string value) : Attribute
{
    public string Value => value;
}
