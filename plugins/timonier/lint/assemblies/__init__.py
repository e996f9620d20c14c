"""What makes objects out of several files of a correction: Kustomize overlays and Helm charts.

Their files are held against one another here; where the tools are there, what they render is checked as any object.
"""
